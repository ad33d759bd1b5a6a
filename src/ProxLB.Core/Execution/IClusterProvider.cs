using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution;

/// <summary>The cluster itself: the one port through which facts come in and migrations go out.</summary>
/// <remarks>Implementations are safe for concurrent calls.</remarks>
public interface IClusterProvider
{
    /// <summary>Reads the facts of this moment.</summary>
    /// <exception cref="ClusterUnreachableException">No host answers, or the credentials are refused.</exception>
    Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken);

    /// <summary>Looks, cheaply, whether a migration can be started now: place, lock, HA state, rule digest, precondition, room, quorum, native rebalancing.</summary>
    Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken);

    /// <summary>Starts a migration. A call whose reply was lost is not repeated before <see cref="FindMigrationAsync"/> has answered none.</summary>
    /// <exception cref="MigrationRefusedException">The cluster refuses this guest, this target or this moment.</exception>
    /// <exception cref="ClusterUnreachableException">The reply was lost or never came: the migration may or may not have started.</exception>
    Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken);

    /// <summary>Asks how a migration stands and where its guest is.</summary>
    Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken);

    /// <summary>Asks the cluster to abort a migration; the guest stays on its source if that still can be had.</summary>
    Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken);

    /// <summary>Finds a migration that was started at or after a moment, by whomever: after a crash or a lost reply. Null if there is none.</summary>
    Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken);
}
