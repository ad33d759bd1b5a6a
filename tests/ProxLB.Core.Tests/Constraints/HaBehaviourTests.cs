using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>What the HA manager would change is never planned.</summary>
public class HaBehaviourTests
{
    private static ClusterBuilder Three() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"]);

    private static NodePreference Node(string name, int priority = 0) => new(name, priority);

    [Fact]
    public void H01_a_target_with_a_negative_partner_is_never_proposed()
    {
        // By load pve2 is the emptiest by far; the partner is there.
        var cluster = Three()
            .HaGuest(101, "pve1", 24)
            .HaGuest(102, "pve1", 24)
            .HaGuest(103, "pve2", 1, tags: "plb_ignore")
            .HaGuest(104, "pve3", 20)
            .HaResourceRule("apart", HaAffinity.Negative, 101, 103)
            .HaResourceRule("apart too", HaAffinity.Negative, 102, 103);
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.DoesNotContain(plan.Migrations, m => m.Guest is 101 or 102 && m.To == "pve2");
        var places = plan.Places(cluster.Build());
        Assert.NotEqual(places[101], places[103]);
        Assert.NotEqual(places[102], places[103]);
    }

    [Fact]
    public void H01_partners_are_inherited_by_all_that_move_together()
    {
        var cluster = Three()
            .HaGuest(101, "pve1", 20)
            .HaGuest(102, "pve1", 20)
            .HaGuest(103, "pve2", 1)
            .HaGuest(104, "pve3", 16)
            .HaResourceRule("pair", HaAffinity.Positive, 101, 102)
            .HaResourceRule("apart", HaAffinity.Negative, 102, 103);
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        var places = plan.Places(cluster.Build());
        Assert.NotEqual(places[101], places[103]);
        Assert.NotEqual(places[102], places[103]);
        Assert.Equal(places[101], places[102]);
    }

    [Theory]
    [InlineData(true, "pve1")]
    [InlineData(false, "pve3")]
    public void H02_a_guest_is_not_moved_off_its_highest_available_priority(bool failback, string target)
    {
        // pve3 is empty; the guest goes there only if its failback is off.
        var cluster = Three()
            .Guests(201, 10, "pve1", tags: "plb_ignore")
            .Guests(301, 12, "pve2", tags: "plb_ignore")
            .HaGuest(101, "pve1", 12, with: g => g with { HaFailback = failback })
            .HaNodeRule("prefer", [101], strict: false, Node("pve1", 2), Node("pve2", 2), Node("pve3", 1));
        Assert.Equal(target, Planned.Plan(cluster, BalancingGoal.Best).Places(cluster.Build())[101]);
    }

    [Fact]
    public void H02_priorities_of_nodes_that_are_away_do_not_count()
    {
        var cluster = new ClusterBuilder().OfflineNode("pve1").Nodes(["pve2", "pve3"])
            .HaGuest(101, "pve2", 30)
            .HaGuest(102, "pve2", 30)
            .HaNodeRule("prefer", [101, 102], strict: true, Node("pve1", 2), Node("pve2", 1), Node("pve3", 1));
        Assert.Single(Planned.Plan(cluster, BalancingGoal.Best).Migrations);
    }

    [Theory]
    [InlineData("started", "error", false)]
    [InlineData("started", "freeze", false)]
    [InlineData("started", "migrate", false)]
    [InlineData("started", "recovery", false)]
    [InlineData("disabled", "started", false)]
    [InlineData("stopped", "request_stop", false)]
    [InlineData("ignored", "ignored", true)]
    [InlineData("started", "started", true)]
    public void H03_each_state_is_treated_as_what_it_is(string state, string status, bool moves)
    {
        var cluster = Three()
            .Guest(101, "pve1", 20, with: g => g with { HaState = state, HaStatus = status })
            .Guest(102, "pve1", 20, with: g => g with { HaState = state, HaStatus = status });
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.Equal(moves, plan.Migrations.Count > 0);
        Assert.Equal(moves ? 0 : 2, plan.Skipped.Count(s => s.Reason.StartsWith("The HA manager decides about it", StringComparison.Ordinal)));
    }

    [Fact]
    public void H03_an_ignored_guest_is_bound_by_no_HA_rule()
    {
        var cluster = Three()
            .HaGuest(101, "pve1", 24, with: g => g with { HaState = "ignored" })
            .HaGuest(102, "pve1", 24)
            .HaNodeRule("here", [101, 102], strict: true, Node("pve1"));
        Assert.Equal([101], Planned.Plan(cluster, BalancingGoal.Best).Migrations.Select(m => m.Guest));
    }

    [Fact]
    public void What_the_manager_moves_together_is_one_step()
    {
        var cluster = Three()
            .HaGuest(101, "pve1", 10)
            .HaGuest(102, "pve1", 10)
            .HaResourceRule("pair", HaAffinity.Positive, 101, 102);
        var plan = Planned.Plan(cluster, drain: "pve1");
        var step = Assert.Single(plan.Migrations);
        Assert.Equal(101, step.Guest);
        Assert.Equal([102], step.Carries);
    }

    [Fact]
    public void Guests_of_one_negative_rule_move_one_after_another()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3", "pve4"])
            .HaGuest(101, "pve1").HaGuest(102, "pve2")
            .HaResourceRule("apart", HaAffinity.Negative, 101, 102);
        var plan = Planned.Plan(cluster, drain: ["pve1", "pve2"]);
        Assert.Equal(2, plan.Migrations.Count);
        Assert.Equal([plan.Migrations[0].Step], plan.Migrations[1].After);
    }

    [Fact]
    public void A_group_that_is_split_is_left_for_the_manager_to_gather()
    {
        var cluster = Three().HaGuest(101, "pve1").HaGuest(102, "pve2").HaResourceRule("pair", HaAffinity.Positive, 101, 102);
        var plan = Planned.Plan(cluster);
        Assert.Empty(plan.Migrations);
        Assert.Equal(PlanStatus.Balanced, plan.Status);
        Assert.Contains(plan.Warnings, w => w.Contains("gathers them itself", StringComparison.Ordinal));
    }

    [Fact]
    public void D01_guests_on_a_node_in_HA_maintenance_are_drained_by_the_manager_and_the_others_here()
    {
        // The cluster calls the node online; only the HA manager knows of the maintenance.
        var cluster = new ClusterBuilder().Node("pve1", with: n => n with { HaStatus = HaNodeStatus.Maintenance })
            .Nodes(["pve2", "pve3"], with: n => n with { HaStatus = HaNodeStatus.Online })
            .HaGuest(101, "pve1").Guest(102, "pve1");
        var plan = Planned.Plan(cluster, BalancingGoal.Target);
        Assert.Equal([102], plan.Migrations.Select(m => m.Guest));
        Assert.Equal(MigrationCause.Drain, plan.Migrations[0].Cause);
        Assert.Contains("HA manager itself moves it", plan.ReasonOf(101), StringComparison.Ordinal);
        Assert.Equal(PlanStatus.Improved, plan.Status);
        Assert.False(plan.After.Nodes.Single(n => n.Name == "pve1").Eligible);
    }

    [Fact]
    public void Rules_that_the_manager_drops_are_named_and_bind_nobody()
    {
        var cluster = Three().HaGuest(101, "pve1").HaGuest(102, "pve1")
            .HaNodeRule("first", [101], strict: true, Node("pve2"))
            .HaNodeRule("second", [101], strict: true, Node("pve3"));
        var plan = Planned.Plan(cluster);
        Assert.Empty(plan.Migrations);
        Assert.Contains(plan.Warnings, w => w.Contains("does not apply rule first", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, w => w.Contains("does not apply rule second", StringComparison.Ordinal));
    }

    [Fact]
    public void H10_groups_of_version_8_and_rules_of_version_9_mean_the_same()
    {
        var group = Three().HaGuest(101, "pve1", with: g => g with { HaGroup = "g" }).HaGroup("g", restricted: true, Node("pve3"));
        var rule = Three().HaGuest(101, "pve1").HaNodeRule("g", [101], strict: true, Node("pve3"));
        Assert.Equal(["101:pve1>pve3"], Planned.Plan(group).Moves());
        Assert.Equal(["101:pve1>pve3"], Planned.Plan(rule).Moves());
    }
}
