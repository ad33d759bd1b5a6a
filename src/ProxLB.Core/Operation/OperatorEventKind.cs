namespace ProxLB.Core.Operation;

/// <summary>What an <see cref="OperatorEvent"/> tells.</summary>
public enum OperatorEventKind
{
    /// <summary>The state when watching began.</summary>
    Watching,

    /// <summary>Facts were read.</summary>
    FactsRead,

    /// <summary>A plan of the configured goal was made.</summary>
    Planned,

    /// <summary>A run began.</summary>
    RunStarted,

    /// <summary>A run got on.</summary>
    RunProgress,

    /// <summary>A run has ended.</summary>
    RunEnded,

    /// <summary>Facts could not be read, no plan could be made, or a run failed as a whole.</summary>
    Failed,

    /// <summary>It was paused, resumed or stopped, or drained nodes, the schedule or the right to act have changed.</summary>
    Changed,
}
