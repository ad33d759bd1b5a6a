using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Behaviours;

/// <summary>Drains, kinds of guests, and guests that an administrator keeps.</summary>
public class ScopeBehaviourTests
{
    [Fact]
    public void D08_pinned_guest_leaves_a_drained_node_if_pins_only_rank_and_returns_after()
    {
        var cluster = new ClusterBuilder().Nodes(["n1", "n2", "n3"]).Guest(101, "n1", tags: "plb_pin_n1").Build();
        var ranks = Planned.Options(with: o => o.Rules.DrainIgnoresPins = true);

        var stays = Planned.For(cluster, request: Planned.Drain("n1"));
        var plan = new Balancer(ranks).Plan(cluster, Planned.Drain("n1"));
        var returned = Planned.For(PlanApplier.Apply(cluster, plan), ranks);

        Assert.Empty(stays.Plan.Migrations);
        Assert.Contains(stays.Plan.Unsatisfied, u => u.Required);
        Assert.Equal([101], plan.Migrations.Select(m => m.Guest));
        Assert.Equal("n1", returned.NodeOf(101));
    }

    [Fact]
    public void E11_with_machines_only_no_container_moves()
    {
        var cluster = new ClusterBuilder().Nodes(["n1", "n2"]).Container(101, "n1", 20).Container(102, "n1", 10).Guest(103, "n1", 4).Guest(104, "n1", 4).Build();

        var planned = Planned.For(cluster, Planned.Options(with: o => o.Rules.MovableKinds = [GuestKind.Vm]));

        Assert.Equal([103, 104], planned.Moved);
        Assert.Contains(101, Planned.For(cluster).Moved);
    }

    [Fact]
    public void E12_guest_that_is_to_be_kept_is_never_moved()
    {
        var cluster = new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 20).Guest(102, "n1", 20).Build();

        var balanced = Planned.For(cluster, request: new PlanRequest { Keep = [101] });
        var drained = Planned.For(cluster, request: new PlanRequest { Keep = [101], Drain = ["n1"] });

        Assert.Equal([102], balanced.Moved);
        Assert.Equal([102], drained.Moved);
        Assert.Contains(drained.Plan.Skipped, s => s.Guest == 101);
    }
}
