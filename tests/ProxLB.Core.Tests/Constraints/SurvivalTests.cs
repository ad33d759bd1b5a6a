using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>With <c>survive_node_loss: 1</c> no plan leads to a placement that the loss of one node would break.</summary>
public class SurvivalTests
{
    private static void Survive(BalancerOptions options) => options.Capacity.SurviveNodeLoss = 1;

    [Fact]
    public void Guests_outside_HA_do_not_fill_the_gap_that_a_restart_needs()
    {
        // pve3 is the only gap for guest 101 of 40 GiB; balance alone would fill it.
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
            .HaGuest(101, "pve1", 40, tags: "plb_ignore")
            .Guests(201, 6, "pve2", 9);
        var free = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.True(free.Places(cluster.Build()).Values.Count(n => n == "pve3") > 2);
        var bound = Planned.Plan(cluster, BalancingGoal.Best, Survive);
        Assert.InRange(bound.Places(cluster.Build()).Values.Count(n => n == "pve3"), 0, 2);
        Assert.DoesNotContain(bound.Unsatisfied, u => u.Required);
    }

    [Fact]
    public void Memory_of_all_HA_guests_of_a_node_fits_the_others_together()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"])
            .HaGuest(101, "pve1", 10).HaGuest(102, "pve1", 10).HaGuest(103, "pve1", 10).HaGuest(104, "pve1", 10)
            .Guest(201, "pve1", 20);
        var plan = Planned.Plan(cluster, BalancingGoal.Best, Survive);
        var memory = plan.Places(cluster.Build()).ToLookup(p => p.Value, p => p.Key);
        foreach (var (lost, left) in new[] { ("pve1", "pve2"), ("pve2", "pve1") })
        {
            Assert.True((10 * memory[lost].Count(g => g < 200)) + memory[left].Sum(g => g < 200 ? 10 : 20) <= 64);
        }
    }

    [Fact]
    public void What_is_broken_at_the_start_is_reported_and_mended_where_that_is_possible()
    {
        ClusterBuilder Cluster(int others) => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
            .HaGuest(101, "pve1", 40, tags: "plb_ignore")
            .Guests(201, 3, "pve2", 10).Guests(301, others, "pve3", 10);
        var mended = Planned.Plan(Cluster(3), configure: Survive);
        Assert.Single(mended.Migrations);
        Assert.Empty(mended.Unsatisfied);
        var stuck = Planned.Plan(Cluster(6), configure: o =>
        {
            Survive(o);
            o.Rules.Ignore.Add("201-399");
        });
        Assert.Equal(["survive-node-loss"], stuck.RequiredUnsatisfied());
    }

    [Fact]
    public void Guests_that_fit_by_sum_but_not_by_packing_are_seen()
    {
        // Two guests of 30 GiB on pve1 and gaps of 40 and 24 GiB: the sum fits, the largest fits, both together do not.
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
            .HaGuest(101, "pve1", 30).HaGuest(102, "pve2", 30, tags: "plb_ignore")
            .Guest(201, "pve2", 1).Guest(301, "pve3", 24, tags: "plb_ignore")
            .Pin("together there", [101], "pve2", "pve1");
        var plan = Planned.Plan(cluster, BalancingGoal.Best, Survive);
        Assert.Equal("pve1", plan.Places(cluster.Build())[101]);
    }
}
