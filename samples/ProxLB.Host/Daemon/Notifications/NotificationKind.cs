namespace ProxLB.Host.Daemon.Notifications;

/// <summary>What somebody is told of.</summary>
internal enum NotificationKind
{
    /// <summary>The schedule has made a plan with migrations.</summary>
    Plan,

    /// <summary>Facts could not be read, no plan could be made, or migrations failed.</summary>
    Failure,

    /// <summary>Too much failed, and nothing more is started.</summary>
    Circuit,
}
