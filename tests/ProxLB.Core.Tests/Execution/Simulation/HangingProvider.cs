using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>A cluster that leaves some questions after migrations unanswered, until the asker gives up.</summary>
internal sealed class HangingProvider(IClusterProvider inner) : IClusterProvider
{
    public int Hangs { get; set; }

    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => inner.CaptureAsync(cancellationToken);

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) => inner.CheckAsync(request, cancellationToken);

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        inner.StartMigrationAsync(request, cancellationToken);

    public async Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        if (Hangs-- > 0)
        {
            var never = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task;
        }

        return await inner.GetMigrationAsync(ticket, cancellationToken);
    }

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => inner.CancelMigrationAsync(ticket, cancellationToken);

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        inner.FindMigrationAsync(request, notBefore, cancellationToken);
}
