using Microsoft.Extensions.Logging;

namespace ProxLB.Core.Operation;

/// <summary>The operator's and the run loop's log.</summary>
internal static partial class OperatorLog
{
    [LoggerMessage(EventId = 5000, Level = LogLevel.Information, Message = "Plan {Plan} ({Goal}): {Status}, {Migrations} migrations.")]
    public static partial void Planned(ILogger logger, string plan, string goal, Planning.PlanStatus status, int migrations);

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Plan {Plan} is carried out; {AskedBy} asked for it.")]
    public static partial void RunStarted(ILogger logger, string plan, string askedBy);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "Plan {Plan} has ended: {Moved} moved, {Failed} failed. {Reason}")]
    public static partial void RunEnded(ILogger logger, string plan, int moved, int failed, string reason);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "The run of plan {Plan} failed.")]
    public static partial void RunFailed(ILogger logger, string plan, Exception exception);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "Plan {Plan} is not carried out ({AskedBy} asked for it): {Reason}")]
    public static partial void Refused(ILogger logger, string plan, string askedBy, string reason);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Information, Message = "{AskedBy}: {Action}.")]
    public static partial void Asked(ILogger logger, string askedBy, string action);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Warning, Message = "This run of the schedule failed; it is tried again in {Retry}.")]
    public static partial void RunOnceFailed(ILogger logger, TimeSpan retry, Exception exception);

    [LoggerMessage(EventId = 5007, Level = LogLevel.Information, Message = "Plan {Plan} waits: no migration may start outside the configured windows.")]
    public static partial void WindowClosed(ILogger logger, string plan);

    [LoggerMessage(EventId = 5008, Level = LogLevel.Information, Message = "{Text}")]
    public static partial void Standby(ILogger logger, string text);

    [LoggerMessage(EventId = 5009, Level = LogLevel.Warning, Message = "{Path} could not be written; drained nodes and the history of runs will not outlive this process.")]
    public static partial void MemoryFailed(ILogger logger, string path, Exception exception);
}
