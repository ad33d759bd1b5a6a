namespace ProxLB.Core.Operation;

/// <summary>How far a step of a run is.</summary>
public enum RunStepPhase
{
    /// <summary>It was not started.</summary>
    Waiting,

    /// <summary>It is in flight.</summary>
    Running,

    /// <summary>It has ended; the outcome says how.</summary>
    Ended,
}
