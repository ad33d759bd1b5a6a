namespace ProxLB.SimulatedCluster.World.Events;

/// <summary>What happened.</summary>
public enum WorldEventKind
{
    /// <summary>A migration was asked for and accepted; the text is the UPID.</summary>
    MigrationRequested,

    /// <summary>A migration was asked for and refused; the text is the answer.</summary>
    MigrationRefused,

    /// <summary>A task started; the text is its UPID.</summary>
    TaskStarted,

    /// <summary>A task ended; the text is its UPID, a blank, and its exit text.</summary>
    TaskEnded,

    /// <summary>A guest's configuration moved to another node.</summary>
    GuestMoved,

    /// <summary>A guest started.</summary>
    GuestStarted,

    /// <summary>A guest stopped.</summary>
    GuestStopped,

    /// <summary>A guest was locked or unlocked; the text is the lock, null if none.</summary>
    GuestLockChanged,

    /// <summary>A guest was created or deleted, or its configuration changed.</summary>
    GuestChanged,

    /// <summary>A node died.</summary>
    NodeDied,

    /// <summary>A node came back.</summary>
    NodeReturned,

    /// <summary>The HA manager gave a service another state; the text is the state.</summary>
    HaServiceChanged,

    /// <summary>The HA manager gave a node another state; the text is the state.</summary>
    HaNodeChanged,

    /// <summary>The HA manager queued a motion; the text is its command.</summary>
    HaMotionQueued,

    /// <summary>The HA manager dropped a motion; the text is the reason.</summary>
    HaMotionDropped,
}
