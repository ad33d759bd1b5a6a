namespace ProxLB.Core.Execution;

/// <summary>Whether a migration can be started now.</summary>
public enum MigrationCheckResult
{
    /// <summary>It can.</summary>
    Ready,

    /// <summary>Not now, but later: the guest is locked or busy.</summary>
    Wait,

    /// <summary>Nothing to do: the guest is on the target.</summary>
    AlreadyThere,

    /// <summary>This guest cannot be moved as asked; others can.</summary>
    Refused,

    /// <summary>The facts have changed: the guest is elsewhere, the rules are others, the target is lost or full.</summary>
    Changed,

    /// <summary>Nothing must be started: no quorum, or native rebalancing became active.</summary>
    Stop,
}
