using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>Answers with the plans that a test has laid out, then with plans that do nothing.</summary>
internal sealed class ScriptedBalancer(params Func<ClusterSnapshot, PlanRequest, MigrationPlan>[] plans) : IBalancer
{
    public List<(ClusterSnapshot Snapshot, PlanRequest Request)> Asked { get; } = [];

    public MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default)
    {
        Asked.Add((snapshot, request!));
        return Asked.Count <= plans.Length ? plans[Asked.Count - 1](snapshot, request!) : Plans.Named($"empty{Asked.Count}");
    }

    public string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null) => null;
}
