using Microsoft.Extensions.Logging;

namespace ProxLB.Core.Execution.Running;

/// <summary>The executor's log: runs at Information, steps at Debug.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(EventId = 4000, Message = "{Kind}: {Text}")]
    public static partial void Happened(ILogger logger, LogLevel level, ExecutionEventKind kind, string text);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "A listener for progress failed; the run goes on.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "The cluster did not answer {Question} for guest {Guest}.")]
    public static partial void Unanswered(ILogger logger, string question, int guest, Exception exception);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "The facts could not be read again; the run goes on with those of {CapturedAt}.")]
    public static partial void NotRefreshed(ILogger logger, DateTimeOffset capturedAt, Exception exception);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "The journal could not be written.")]
    public static partial void JournalFailed(ILogger logger, Exception exception);
}
