using Microsoft.Extensions.Logging;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Counts what happens and tells whoever listens.</summary>
internal sealed class RunProgress(IProgress<ExecutionEvent>? listener, TimeProvider time, ILogger logger)
{
    public List<string> Warnings { get; } = [];

    public string? Plan { get; set; }

    public int Active { get; set; }

    public int Ended { get; set; }

    public int Total { get; set; }

    public void Tell(
        ExecutionEventKind kind, string message, PlannedMigration? migration = null, double? progress = null, long? bytes = null, string? plan = null)
    {
        var level = Level(kind);
        ExecutionLog.Happened(logger, level, kind, message);
        try
        {
            listener?.Report(new ExecutionEvent
            {
                Kind = kind,
                At = time.GetUtcNow(),
                Message = message,
                Plan = plan ?? Plan,
                Migration = migration,
                Progress = progress,
                TransferredBytes = bytes,
                InFlight = Active,
                Ended = Ended,
                Total = Total,
            });
        }
#pragma warning disable CA1031 // A listener that throws must not end the run: migrations are in flight.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ExecutionLog.ListenerFailed(logger, exception);
        }
    }

    private static LogLevel Level(ExecutionEventKind kind) => kind switch
    {
        ExecutionEventKind.StepProgress => LogLevel.Trace,
        ExecutionEventKind.StepWaiting or ExecutionEventKind.StepStarted or ExecutionEventKind.StepEnded => LogLevel.Debug,
        ExecutionEventKind.Warning or ExecutionEventKind.Stopping => LogLevel.Warning,
        _ => LogLevel.Information,
    };
}
