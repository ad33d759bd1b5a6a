using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>A large cluster that answers at once and does nothing but let migrations take a minute.</summary>
internal sealed class QuickProvider(ClusterSnapshot cluster, TimeProvider time) : IClusterProvider
{
    private static readonly Task<MigrationCheck> Ready = Task.FromResult(new MigrationCheck(MigrationCheckResult.Ready));
    private readonly Task<ClusterSnapshot> _cluster = Task.FromResult(cluster);
    private int _running;

    public int MostAtOnce { get; private set; }

    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => _cluster;

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) => Ready;

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, ++_running);
        return Task.FromResult(new MigrationTicket { Request = request, Task = "task", StartedAt = time.GetUtcNow() });
    }

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        var ended = time.GetUtcNow() - ticket.StartedAt >= TimeSpan.FromMinutes(1);
        _running -= ended ? 1 : 0;
        return Task.FromResult(new MigrationStatus { State = ended ? MigrationState.Ended : MigrationState.Running, Node = ended ? ticket.Request.To : ticket.Request.From });
    }

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        Task.FromResult<MigrationTicket?>(null);
}
