using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Host.Hosting;

/// <summary>A cluster to which no request for the guest that this program runs in is sent.</summary>
internal sealed class GuardedProvider(IClusterProvider inner, OwnGuest own) : IClusterProvider
{
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => inner.CaptureAsync(cancellationToken);

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        own.Refusal(request) is { } refusal
            ? Task.FromResult(new MigrationCheck(MigrationCheckResult.Refused, refusal))
            : inner.CheckAsync(request, cancellationToken);

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        own.Refusal(request) is { } refusal ? throw new MigrationRefusedException(refusal) : inner.StartMigrationAsync(request, cancellationToken);

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.GetMigrationAsync(ticket, cancellationToken);

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.CancelMigrationAsync(ticket, cancellationToken);

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        inner.FindMigrationAsync(request, notBefore, cancellationToken);
}
