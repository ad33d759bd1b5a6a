namespace ProxLB.Core.Execution;

/// <summary>What an <see cref="ExecutionEvent"/> tells.</summary>
public enum ExecutionEventKind
{
    /// <summary>A plan is being carried out.</summary>
    PlanStarted,

    /// <summary>A migration that an earlier run started is followed to its end.</summary>
    Recovered,

    /// <summary>A migration cannot be started yet and is tried again.</summary>
    StepWaiting,

    /// <summary>A migration was started.</summary>
    StepStarted,

    /// <summary>A migration got on.</summary>
    StepProgress,

    /// <summary>A migration takes longer than the time-out; it goes on and keeps its place in the limits.</summary>
    StepStillRunning,

    /// <summary>A step has ended; the outcome says how.</summary>
    StepEnded,

    /// <summary>A unit that cannot be completed is taken back.</summary>
    UnitTakenBack,

    /// <summary>A new plan replaces the steps that were not started.</summary>
    Replanned,

    /// <summary>Nothing new is started until the execution is resumed.</summary>
    Paused,

    /// <summary>The execution goes on after a pause.</summary>
    Resumed,

    /// <summary>Nothing new is started any more; the message says why.</summary>
    Stopping,

    /// <summary>Something that an administrator should know.</summary>
    Warning,

    /// <summary>The execution has ended.</summary>
    PlanEnded,
}
