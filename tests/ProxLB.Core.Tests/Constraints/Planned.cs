using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>Short ways to plan and to look at a plan.</summary>
internal static class Planned
{
    public static MigrationPlan Plan(
        ClusterBuilder cluster, BalancingGoal goal = BalancingGoal.RulesOnly, Action<BalancerOptions>? configure = null, params string[] drain) =>
        Plan(cluster.Build(), goal, configure, drain);

    public static MigrationPlan Plan(
        ClusterSnapshot cluster, BalancingGoal goal = BalancingGoal.RulesOnly, Action<BalancerOptions>? configure = null, params string[] drain)
    {
        var options = new BalancerOptions();
        options.Goal.Goal = goal;
        configure?.Invoke(options);
        return new Balancer(options).Plan(cluster, new PlanRequest { Drain = drain });
    }

    public static string[] Moves(this MigrationPlan plan) => [.. plan.Migrations.Select(m => $"{m.Guest}:{m.From}>{m.To}").Order(StringComparer.Ordinal)];

    public static Dictionary<int, string> Places(this MigrationPlan plan, ClusterSnapshot cluster)
    {
        var places = cluster.Guests.ToDictionary(g => g.Id, g => g.Node);
        foreach (var migration in plan.Migrations)
        {
            foreach (var guest in migration.Carries.Append(migration.Guest))
            {
                places[guest] = migration.To;
            }
        }

        return places;
    }

    /// <summary>The facts after the plan, nothing else changed.</summary>
    public static ClusterSnapshot After(this ClusterSnapshot cluster, MigrationPlan plan)
    {
        var places = plan.Places(cluster);
        return cluster with { Guests = [.. cluster.Guests.Select(g => g with { Node = places[g.Id] })] };
    }

    public static string ReasonOf(this MigrationPlan plan, int guest) => plan.Skipped.Single(s => s.Guest == guest).Reason;

    public static string[] RequiredUnsatisfied(this MigrationPlan plan) => [.. plan.Unsatisfied.Where(u => u.Required).Select(u => u.Constraint)];
}
