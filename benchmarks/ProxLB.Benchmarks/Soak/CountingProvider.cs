using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Benchmarks.Soak;

/// <summary>Knows whether somebody waits for the cluster: time must stand still meanwhile, for the answer takes none in the simulation.</summary>
internal sealed class CountingProvider(IClusterProvider inner) : IClusterProvider
{
    private int _pending;

    public bool IsIdle => Volatile.Read(ref _pending) == 0;

    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => CountAsync(() => inner.CaptureAsync(cancellationToken));

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) => CountAsync(() => inner.CheckAsync(request, cancellationToken));

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) => CountAsync(() => inner.StartMigrationAsync(request, cancellationToken));

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => CountAsync(() => inner.GetMigrationAsync(ticket, cancellationToken));

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => CountAsync(async () =>
    {
        await inner.CancelMigrationAsync(ticket, cancellationToken);
        return true;
    });

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        CountAsync(() => inner.FindMigrationAsync(request, notBefore, cancellationToken));

    private async Task<T> CountAsync<T>(Func<Task<T>> ask)
    {
        Interlocked.Increment(ref _pending);
        try
        {
            return await ask();
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
