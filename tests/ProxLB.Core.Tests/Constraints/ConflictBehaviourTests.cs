using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

public class ConflictBehaviourTests
{
    private static ClusterBuilder Conflict() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"])
        .Guest(101, "pve1").Guest(102, "pve1")
        .Guests(201, 8, "pve1")
        .Affinity("together", 101, 102)
        .AntiAffinity("apart", 101, 102);

    [Fact]
    public void R14_a_conflict_names_the_smallest_set_and_is_unsatisfied()
    {
        var plan = Planned.Plan(Conflict());
        var conflict = Assert.Single(plan.Conflicts);
        Assert.Equal(["apart", "together"], conflict.Rules);
        Assert.Equal([101, 102], conflict.Guests);
        Assert.Contains("Relax", conflict.Relax, StringComparison.Ordinal);
        Assert.Equal(PlanStatus.Infeasible, plan.Status);
        Assert.Contains(plan.Unsatisfied, u => u.Required && u.Guests.Contains(101));
        Assert.Contains(plan.Warnings, w => w.Contains("Relax", StringComparison.Ordinal));
    }

    [Fact]
    public void Guests_outside_a_conflict_are_still_planned()
    {
        var plan = Planned.Plan(Conflict(), BalancingGoal.Target);
        Assert.NotEmpty(plan.Migrations);
        Assert.DoesNotContain(plan.Migrations, m => m.Guest is 101 or 102);
        Assert.Equal(PlanStatus.Partial, plan.Status);
    }

    [Fact]
    public void A_drain_moves_guests_of_a_conflict_if_that_breaks_nothing_further()
    {
        var plan = Planned.Plan(Conflict(), drain: "pve1");
        var places = plan.Places(Conflict().Build());
        Assert.All(places.Values, node => Assert.NotEqual("pve1", node));
        Assert.Equal(places[101], places[102]);
    }

    [Fact]
    public void Pins_that_exclude_one_another_leave_their_guest_where_it_is()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"]).Guest(101, "pve3")
            .Pin("one", [101], "pve1").Pin("two", [101], "pve2");
        var plan = Planned.Plan(cluster);
        Assert.Empty(plan.Migrations);
        Assert.Equal(["one", "two"], Assert.Single(plan.Conflicts).Rules);
        Assert.Equal(PlanStatus.Infeasible, plan.Status);
    }

    [Fact]
    public void A_guest_of_contradicting_pins_leaves_a_drained_node_if_no_pin_that_holds_is_broken()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3", "pve4"]).Guest(101, "pve3")
            .Pin("one", [101], "pve1").Pin("two", [101], "pve2");
        var drained = Planned.Plan(cluster, drain: "pve3");
        Assert.Contains(Assert.Single(drained.Migrations).To, new[] { "pve1", "pve2" });
        Assert.DoesNotContain(drained.Unsatisfied, u => u.Constraint == "drain");
        Assert.Equal(["one", "two"], Assert.Single(drained.Conflicts).Rules);

        // Both pins are broken and stay so: nothing further is broken.
        Assert.Equal(["101:pve3>pve4"], Planned.Plan(cluster, drain: ["pve1", "pve2", "pve3"]).Moves());

        // Where a pin holds, leaving would break it.
        var held = Planned.Plan(cluster, drain: "pve1");
        Assert.Empty(held.Migrations);
        var there = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"]).Guest(101, "pve1").Pin("one", [101], "pve1").Pin("two", [101], "pve2");
        var stays = Planned.Plan(there, drain: "pve1");
        Assert.Empty(stays.Migrations);
        Assert.Contains(stays.Unsatisfied, u => u.Required && u.Constraint == "drain");
    }
}
