using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Planning;

/// <summary>The frontier: what each further migration would buy.</summary>
public class FrontierTests
{
    [Fact]
    public void Each_further_migration_lowers_the_spread_down_to_what_is_possible()
    {
        var cluster = new ClusterBuilder().Node("a", memoryGiB: 64).Node("b", memoryGiB: 64)
            .Guest(101, "a", memoryGiB: 16).Guest(102, "a", memoryGiB: 8).Guest(103, "a", memoryGiB: 8).Build();

        var frontier = new Balancer().Plan(cluster, new PlanRequest { Frontier = true }).Frontier;

        Assert.Equal([0, 1], frontier.Select(p => p.Migrations));
        Assert.Equal(50, frontier[0].Spread["memory"], 3);
        Assert.Equal(0, frontier[1].Spread["memory"], 3);
        Assert.Equal(0, frontier[0].CostBytes);
    }

    [Fact]
    public void Frontier_is_empty_unless_asked_for() =>
        Assert.Empty(new Balancer().Plan(new ClusterBuilder().Node("a").Node("b").Guest(101, "a").Build()).Frontier);
}
