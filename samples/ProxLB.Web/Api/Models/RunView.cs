using ProxLB.Core.Operation;

namespace ProxLB.Web.Api.Models;

/// <summary>Makes documents of runs.</summary>
internal static class RunView
{
    public static RunDocument Of(OperatorRun run) => new()
    {
        Plan = run.Plan,
        Goal = run.Goal,
        User = run.AskedBy,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        Ended = run.Ended,
        Total = run.Total,
        Moved = run.Moved,
        Failed = run.Failed,
        Paused = run.Paused,
        Stopping = run.Stopping,
        End = EndOf(run),
        Message = run.Message,
        Steps = [.. run.Steps.Select(Of)],
    };

    public static StepDocument Of(RunStep step) => new()
    {
        Step = step.Migration.Step,
        Guest = step.Migration.Guest,
        Name = step.Migration.Name,
        From = step.Migration.From,
        To = step.Migration.To,
        State = StateOf(step),
        Progress = step.Progress,
        TransferredBytes = step.TransferredBytes,
        Message = step.Message,
    };

    private static string StateOf(RunStep step) => step.State ?? (step.Phase == RunStepPhase.Running ? "running" : "waiting");

    private static string? EndOf(OperatorRun run)
    {
        if (run.EndedAt is null)
        {
            return null;
        }

        var name = run.End?.ToString() ?? "Failed";
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
