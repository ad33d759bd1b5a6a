namespace ProxLB.Core.Execution.Running;

/// <summary>What an attempt at a step came to, and with it the class of a failure.</summary>
internal enum StepVerdict
{
    Moved,
    AlreadyThere,

    /// <summary>Locked or busy: try again later.</summary>
    Locked,

    /// <summary>The cluster did not answer, and nothing was started.</summary>
    Unanswered,

    /// <summary>Nothing may start at the moment: paused, stopped, or the guest still moves.</summary>
    NotNow,

    /// <summary>This guest cannot be moved so; others can.</summary>
    Refused,

    /// <summary>It was started, and the guest is on its source.</summary>
    Failed,

    /// <summary>The facts have changed.</summary>
    Changed,

    MovedElsewhere,
    MovedBack,
    Cancelled,

    /// <summary>It takes longer than it is followed.</summary>
    StillRunning,

    /// <summary>The cluster was out of reach for too long; nobody knows how it stands.</summary>
    Unreachable,

    /// <summary>Nothing may be started in the whole cluster.</summary>
    Stop,
}
