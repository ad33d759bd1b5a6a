using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Planning;

/// <summary>The spread that no placement can go below.</summary>
public class SpreadBoundTests
{
    [Fact]
    public void Load_that_stays_leaves_the_other_nodes_less_than_their_share() => Assert.Equal(
        25, Bound(new ClusterBuilder().Nodes(["a", "b"]).Guest(100, "a", memoryGiB: 32).Guest(200, "b", memoryGiB: 16).Ignore("stays", 100)), 6);

    [Fact]
    public void A_large_guest_is_too_much_for_any_node() => Assert.Equal(
        37.5, Bound(new ClusterBuilder().Nodes(["a", "b"]).Guest(100, "a", memoryGiB: 32).Guests(200, 2, "a", memoryGiB: 4)), 6);

    [Fact]
    public void It_is_on_the_node_that_has_most_room_for_it() => Assert.Equal(
        25, Bound(new ClusterBuilder().Node("a").Node("b", memoryGiB: 128).Guest(100, "a", memoryGiB: 32)), 6);

    [Fact]
    public void Small_guests_can_be_spread_as_one_likes() =>
        Assert.Equal(0, Bound(new ClusterBuilder().Nodes(["a", "b"]).Guests(100, 20, "a", memoryGiB: 2)), 6);

    private static double Bound(ClusterBuilder cluster)
    {
        var plan = Planned.For(cluster, Planned.Options(balanciness: 1)).Plan;

        Assert.True(plan.SpreadLowerBound["memory"] <= plan.After.Spread["memory"] + 1e-6);
        return plan.SpreadLowerBound["memory"];
    }
}
