using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>Remembers the last plan, which an executor that plans anew only names.</summary>
internal sealed class RecordingBalancer(IBalancer inner) : IBalancer
{
    private MigrationPlan? _last;

    public MigrationPlan? Last => Volatile.Read(ref _last);

    public MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default)
    {
        var plan = inner.Plan(snapshot, request, cancellationToken);
        Volatile.Write(ref _last, plan);
        return plan;
    }

    public string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null) => inner.Objection(snapshot, steps, request);
}
