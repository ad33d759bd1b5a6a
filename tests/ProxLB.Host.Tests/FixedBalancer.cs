using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Tests;

/// <summary>Answers every request with one plan and remembers what it was asked.</summary>
internal sealed class FixedBalancer(MigrationPlan plan) : IBalancer
{
    public List<PlanRequest?> Requests { get; } = [];

    public MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        return plan;
    }

    public string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null) => null;
}
