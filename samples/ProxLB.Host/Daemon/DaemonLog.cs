namespace ProxLB.Host.Daemon;

/// <summary>The daemon's log.</summary>
internal static partial class DaemonLog
{
    [LoggerMessage(EventId = 6000, Level = LogLevel.Information, Message = "proxlb {Version} balances {Cluster}: every {Interval}, state in {Directory}.")]
    public static partial void Started(ILogger logger, string version, string cluster, string interval, string directory);

    [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "The page, the API, metrics and health are at {Address}.")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "Nothing listens at {Address}, the default, because it cannot be had ({Reason}); name another with service.listen, or none.")]
    public static partial void NotListening(ILogger logger, string address, string reason);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "{Reason} Waiting for its end.")]
    public static partial void WaitingForState(ILogger logger, string reason);

    [LoggerMessage(EventId = 6004, Level = LogLevel.Information, Message = "{File} was read again; {Keys} keys are set.")]
    public static partial void Reloaded(ILogger logger, string? file, int keys);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Error, Message = "The configuration was not read again, and the old one goes on: {Reason}")]
    public static partial void NotReloaded(ILogger logger, string reason);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Warning, Message = "{Key} was changed and takes effect with the next start.")]
    public static partial void NeedsRestart(ILogger logger, string key);

    [LoggerMessage(EventId = 6007, Level = LogLevel.Information, Message = "Stopping: no migration is started any more; what is in flight is followed to its end for up to {Minutes} minutes.")]
    public static partial void Stopping(ILogger logger, double minutes);

    [LoggerMessage(EventId = 6008, Level = LogLevel.Information, Message = "Stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(EventId = 6009, Level = LogLevel.Warning, Message = "{Note}")]
    public static partial void Note(ILogger logger, string note);

    [LoggerMessage(EventId = 6010, Level = LogLevel.Information, Message = "This program runs in guest {Guest}, which is never migrated.")]
    public static partial void RunsInGuest(ILogger logger, int guest);

    [LoggerMessage(EventId = 6011, Level = LogLevel.Warning, Message = "This machine's network addresses cannot be read. If it is a guest of the cluster, name that guest in balancing.ignore, or it may be migrated with proxlb in it.")]
    public static partial void UnknownMachine(ILogger logger);
}
