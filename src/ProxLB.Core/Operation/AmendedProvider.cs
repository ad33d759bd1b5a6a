using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Operation;

/// <summary>A cluster whose facts have something added: what is planned anew on the way is planned with it too.</summary>
internal sealed class AmendedProvider(IClusterProvider inner, Func<ClusterSnapshot, ClusterSnapshot> amend) : IClusterProvider
{
    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) =>
        amend(await inner.CaptureAsync(cancellationToken).ConfigureAwait(false));

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) => inner.CheckAsync(request, cancellationToken);

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) => inner.StartMigrationAsync(request, cancellationToken);

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.GetMigrationAsync(ticket, cancellationToken);

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.CancelMigrationAsync(ticket, cancellationToken);

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        inner.FindMigrationAsync(request, notBefore, cancellationToken);
}
