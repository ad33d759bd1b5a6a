namespace ProxLB.Core.Execution;

/// <summary>What ended an execution.</summary>
public enum ExecutionEnd
{
    /// <summary>Every step has ended.</summary>
    Completed,

    /// <summary>The user stopped or cancelled it.</summary>
    Stopped,

    /// <summary>The time window for migrations closed.</summary>
    WindowClosed,

    /// <summary>Quorum was lost, native rebalancing became active, the journal could not be written, or too much failed: nothing more is started.</summary>
    CircuitOpen,

    /// <summary>The cluster was out of reach for too long; what runs is taken up by the next run.</summary>
    Unreachable,

    /// <summary>The plan would work against Proxmox's own rebalancing, or it does not hold any more and none could be made in its place; what was left of it was not started.</summary>
    Refused,

    /// <summary>Migrations of others, or ours that are followed no longer, held all places in the limits for too long; what was not started is left to the next run.</summary>
    HeldUp,
}
