namespace ProxLB.Core.Execution;

/// <summary>How a started migration stands.</summary>
public enum MigrationState
{
    /// <summary>The cluster could not say; ask again.</summary>
    Unknown,

    /// <summary>It is queued or under way.</summary>
    Running,

    /// <summary>It has ended; <see cref="MigrationStatus.Node"/> says where the guest is.</summary>
    Ended,

    /// <summary>It has ended with an error; <see cref="MigrationStatus.Node"/> says where the guest is.</summary>
    Failed,
}
