using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Operation;

/// <summary>A cluster whose facts have something added, such as nodes that are drained: an executor over it plans anew on the way with that too.</summary>
/// <param name="inner">The cluster.</param>
/// <param name="amend">Adds to the facts of each capture.</param>
public sealed class AmendedProvider(IClusterProvider inner, Func<ClusterSnapshot, ClusterSnapshot> amend) : IClusterProvider
{
    /// <inheritdoc/>
    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) =>
        amend(await inner.CaptureAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) => inner.CheckAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) => inner.StartMigrationAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.GetMigrationAsync(ticket, cancellationToken);

    /// <inheritdoc/>
    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.CancelMigrationAsync(ticket, cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        inner.FindMigrationAsync(request, notBefore, cancellationToken);
}
