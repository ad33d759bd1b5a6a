namespace ProxLB.Core.Execution.Running;

/// <summary>How far a step has come.</summary>
internal enum StepPhase
{
    /// <summary>Steps it waits for have not ended.</summary>
    Blocked,

    /// <summary>It may start once the limits allow it.</summary>
    Ready,

    /// <summary>It is tried again later.</summary>
    Delayed,

    /// <summary>It is checked, started or followed, and holds its place in the limits.</summary>
    Active,

    /// <summary>It has its outcome.</summary>
    Ended,
}
