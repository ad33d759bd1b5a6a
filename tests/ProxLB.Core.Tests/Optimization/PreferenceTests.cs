using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>Preferred rules give way to required ones, and among themselves by weight.</summary>
public class PreferenceTests
{
    [Theory]
    [InlineData(1, 5, "c")]
    [InlineData(5, 1, "b")]
    public void The_heavier_preference_wins(double forB, double forC, string node)
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(100, "a")
            .Rule(RuleType.NodeAffinity, "on b", [100], rule => Preferring(rule, "b", forB))
            .Rule(RuleType.NodeAffinity, "on c", [100], rule => Preferring(rule, "c", forC));

        Assert.Equal(node, Planned.For(cluster).NodeOf(100));
    }

    [Fact]
    public void Guests_that_should_stay_together_part_where_they_must()
    {
        var cluster = new ClusterBuilder().Node("a").Node("b", memoryGiB: 8).Node("c", memoryGiB: 8).Guests(100, 2, "a", memoryGiB: 6)
            .Rule(RuleType.Affinity, "together", [100, 101], rule => rule with { Required = false });

        Assert.Empty(Planned.For(cluster, request: Planned.Drain("a")).On("a"));
    }

    [Fact]
    public void A_node_that_is_left_alone_may_be_overloaded()
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).Node("m", memoryGiB: 8).Guests(100, 4, "m");
        var plan = Planned.For(cluster, Planned.Options(with: options => options.Nodes.Ignore.Add("m"))).Plan;

        Assert.Equal(PlanStatus.Balanced, plan.Status);
        Assert.Empty(plan.Unsatisfied);
    }

    private static PlacementRule Preferring(PlacementRule rule, string node, double weight) =>
        rule with { Nodes = [new NodePreference(node)], Required = false, Weight = weight };
}
