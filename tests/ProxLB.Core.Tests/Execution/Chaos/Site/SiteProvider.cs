using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>The real adapter, with the recorder told what is being looked at.</summary>
internal sealed class SiteProvider(IClusterProvider adapter, SiteRecorder recorder) : IClusterProvider
{
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => recorder.CaptureAsync(() => adapter.CaptureAsync(cancellationToken));

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        recorder.CheckAsync(request.Guest, () => adapter.CheckAsync(request, cancellationToken));

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) => adapter.StartMigrationAsync(request, cancellationToken);

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => adapter.GetMigrationAsync(ticket, cancellationToken);

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => adapter.CancelMigrationAsync(ticket, cancellationToken);

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        adapter.FindMigrationAsync(request, notBefore, cancellationToken);
}
