using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>A rule over more guests than there are nodes is met as evenly as can be, and leaves the search enough to balance with.</summary>
public class LargeRuleTests
{
    [Theory]
    [InlineData(100, 3000, 200, 1)]
    [InlineData(100, 3000, 200, 4)]
    [InlineData(60, 1800, 120, 2)]
    [InlineData(200, 10_000, 1000, 1)]
    public void It_is_met_and_the_cluster_is_balanced_all_the_same(int nodes, int guests, int apart, int seed)
    {
        var generated = ClusterGenerator.Create(new GeneratedCluster { Nodes = nodes, Guests = guests, Seed = seed, Skew = 1, RuleShare = 0 });
        var cluster = generated with { Guests = [.. generated.Guests.Select((guest, k) => k < apart ? guest with { Tags = ["plb_anti_affinity_large"] } : guest)] };
        var options = new BalancerOptions { Goal = { TimeBudget = TimeSpan.FromHours(1) } };

        var plan = new Balancer(options).Plan(cluster);

        Assert.Equal(PlanStatus.Improved, plan.Status);
        Assert.True(plan.After.Spread["memory"] <= 10, $"the spread is {plan.After.Spread["memory"]}");
        Assert.Empty(plan.Unsatisfied);
        Assert.Empty(new Balancer(options).Plan(PlanApplier.Apply(cluster, plan)).Migrations);
    }
}
