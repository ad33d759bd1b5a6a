using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>Passes questions on, and lets a test change each answer or throw in its place.</summary>
internal sealed class ScriptedProvider(IClusterProvider inner) : IClusterProvider
{
    public Func<ClusterSnapshot, ClusterSnapshot> OnCapture { get; set; } = snapshot => snapshot;

    public Func<MigrationRequest, MigrationCheck, MigrationCheck> OnCheck { get; set; } = (_, check) => check;

    /// <summary>What a check waits for before it looks.</summary>
    public Func<Task> BeforeCheck { get; set; } = () => Task.CompletedTask;

    public Func<MigrationTicket, MigrationStatus, MigrationStatus> OnGet { get; set; } = (_, status) => status;

    /// <summary>Is called before a start is passed on.</summary>
    public Action<MigrationRequest> OnStart { get; set; } = _ => { };

    public List<MigrationRequest> Checks { get; } = [];

    public List<MigrationTicket> Cancelled { get; } = [];

    public int Starts { get; private set; }

    public int Finds { get; private set; }

    public async Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => OnCapture(await inner.CaptureAsync(cancellationToken));

    public async Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        Checks.Add(request);
        await BeforeCheck();
        return OnCheck(request, await inner.CheckAsync(request, cancellationToken));
    }

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        Starts++;
        OnStart(request);
        return inner.StartMigrationAsync(request, cancellationToken);
    }

    public async Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        OnGet(ticket, await inner.GetMigrationAsync(ticket, cancellationToken));

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        Cancelled.Add(ticket);
        return inner.CancelMigrationAsync(ticket, cancellationToken);
    }

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        Finds++;
        return inner.FindMigrationAsync(request, notBefore, cancellationToken);
    }
}
