using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Rules;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Optimization;

/// <summary>What a problem is compiled from.</summary>
internal sealed record CompileInput
{
    public required ClusterSnapshot Cluster { get; init; }

    public required GoalOptions Options { get; init; }

    public required MeasureOptions Measure { get; init; }

    public required RuleOptions Rules { get; init; }

    public required NodeOptions Nodes { get; init; }

    public required BalancingGoal Goal { get; init; }

    public int? MaxMigrations { get; init; }

    /// <summary>Names of the nodes to empty.</summary>
    public IReadOnlyList<string> Drain { get; init; } = [];

    public required IReadOnlyList<IBalancingStrategy> Strategies { get; init; }

    public required IReadOnlyList<IPlacementConstraint> Constraints { get; init; }
}
