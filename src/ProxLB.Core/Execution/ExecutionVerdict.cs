namespace ProxLB.Core.Execution;

/// <summary>An execution in one word, for exit codes. The higher value outranks the lower.</summary>
public enum ExecutionVerdict
{
    /// <summary>All was done, or had become needless.</summary>
    Done,

    /// <summary>The cluster was out of reach for too long.</summary>
    Unreachable,

    /// <summary>Some migrations failed, or everything was stopped because of what failed.</summary>
    SomeFailed,

    /// <summary>The user stopped it.</summary>
    StoppedByUser,
}
