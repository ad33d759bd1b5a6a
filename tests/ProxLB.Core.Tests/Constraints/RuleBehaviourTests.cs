using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>Rules end to end: from tags, pools, stated rules and options to the plan.</summary>
public class RuleBehaviourTests
{
    private static readonly string[] Five = ["pve1", "pve2", "pve3", "pve4", "pve5"];

    [Fact]
    public void R01_two_of_three_together_is_one_migration()
    {
        var cluster = new ClusterBuilder().Nodes(Five)
            .Guest(101, "pve1", tags: "plb_anti_affinity_db").Guest(102, "pve1", tags: "plb_anti_affinity_db").Guest(103, "pve2", tags: "plb_anti_affinity_db");
        Assert.Single(Planned.Plan(cluster).Migrations);
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(6, 3)]
    [InlineData(4, 3)]
    [InlineData(9, 2)]
    public void R02_more_members_than_nodes_are_spread_evenly(int members, int nodes)
    {
        var cluster = new ClusterBuilder().Nodes(Five[..nodes]).Guests(101, members, "pve1", 2, tags: "plb_anti_affinity_web").Build();
        var plan = Planned.Plan(cluster, BalancingGoal.Target);
        var counts = plan.Places(cluster).Values.CountBy(node => node).Select(c => c.Value).ToList();
        Assert.Equal(nodes, counts.Count);
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        Assert.Empty(plan.Conflicts);
        Assert.Empty(plan.Unsatisfied);
    }

    [Fact]
    public void R04_a_pin_matches_without_regard_to_case() =>
        Assert.Equal(["101:pve1>Node-A"], Planned.Plan(new ClusterBuilder().Nodes(["pve1", "Node-A"]).Guest(101, "pve1", tags: "plb_pin_node-a")).Moves());

    [Fact]
    public void R05_a_pin_to_an_unknown_node_is_a_warning_and_the_others_hold()
    {
        var plan = Planned.Plan(new ClusterBuilder().Nodes(Five).Guest(101, "pve1", tags: "plb_pin_gone plb_pin_pve3"));
        Assert.Equal(["101:pve1>pve3"], plan.Moves());
        Assert.Contains(plan.Warnings, w => w.Contains("'gone'", StringComparison.Ordinal));
    }

    [Fact]
    public void R06_a_guest_on_one_of_its_pinned_nodes_stays() =>
        Assert.Empty(Planned.Plan(new ClusterBuilder().Nodes(Five).Guest(101, "pve2", tags: "plb_pin_pve1 plb_pin_pve2")).Migrations);

    [Fact]
    public void R07_pins_of_tags_pools_and_HA_intersect()
    {
        var cluster = new ClusterBuilder().Nodes(Five)
            .HaGuest(101, "pve1", tags: "plb_pin_pve3", with: g => g with { Pool = "prod" })
            .HaNodeRule("ha", [101], strict: true, new NodePreference("pve4"), new NodePreference("pve5"));
        var plan = Planned.Plan(cluster, configure: o => o.Rules.Pools["prod"] = new PoolOptions { Pin = ["pve4"] });
        Assert.Equal(["101:pve1>pve4"], plan.Moves());
    }

    [Fact]
    public void R08_a_broken_pin_is_repaired_though_the_cluster_is_balanced()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"]).Guest(101, "pve1", tags: "plb_pin_pve2").Guest(102, "pve2");
        var plan = Planned.Plan(cluster, BalancingGoal.Target);
        Assert.Contains("101:pve1>pve2", plan.Moves());
        Assert.Equal(MigrationCause.Rule, plan.Migrations[0].Cause);
    }

    [Fact]
    public void R09_an_ignored_guest_stays_even_as_partner_and_its_load_counts()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"])
            .Guest(101, "pve1", 20, tags: "plb_ignore plb_affinity_a").Guest(102, "pve2", 2, tags: "plb_affinity_a")
            .Guests(201, 5, "pve1", 4);
        var plan = Planned.Plan(cluster, BalancingGoal.Best);
        Assert.DoesNotContain(101, plan.Migrations.Select(m => m.Guest));
        Assert.Equal("pve1", plan.Places(cluster.Build())[102]);
        Assert.Equal(5, plan.Migrations.Count(m => m.To == "pve2"));
    }

    [Fact]
    public void R10_an_ignored_guest_leaves_a_drained_node_only_if_its_rule_says_so()
    {
        ClusterBuilder Cluster(bool except) => new ClusterBuilder().Nodes(Five[..3]).Guest(101, "pve1")
            .Rule(RuleType.Ignore, "leave alone", [101], r => r with { ExceptMaintenance = except })
            .Pin("there", [101], "pve1", "pve3");
        Assert.Equal(["101:pve1>pve3"], Planned.Plan(Cluster(true), drain: "pve1").Moves());
        var stays = Planned.Plan(Cluster(false), drain: "pve1");
        Assert.Empty(stays.Migrations);
        Assert.Contains("leave alone", stays.ReasonOf(101), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BalancingGoal.Best)]
    [InlineData(BalancingGoal.RulesOnly)]
    public void R11_an_ignored_node_is_neither_source_nor_target(BalancingGoal goal)
    {
        var cluster = new ClusterBuilder().Nodes(Five[..3]).Guests(101, 6, "pve1").Guest(201, "pve3", tags: "plb_pin_pve1").Guest(202, "pve1", tags: "plb_pin_pve3");
        var plan = Planned.Plan(cluster, goal, o => o.Nodes.Ignore.Add("PVE3"));
        Assert.All(plan.Migrations, m => Assert.True(m.From != "pve3" && m.To != "pve3"));
        var drain = Planned.Plan(cluster, goal, o => o.Nodes.Ignore.Add("pve3"), "pve1");
        Assert.All(drain.Migrations, m => Assert.Equal("pve2", m.To));
    }

    [Theory]
    [InlineData("guest101")]
    [InlineData("guest1*")]
    [InlineData("100-105")]
    [InlineData("pool:prod")]
    [InlineData("tag:db")]
    [InlineData("kind:vm")]
    public void R12_guests_are_ignored_by_any_selector(string selector)
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"]).Guests(101, 1, "pve1", 8, tags: "db", with: g => g with { Pool = "prod" })
            .Container(301, "pve1", 8);
        var plan = Planned.Plan(cluster, BalancingGoal.Best, o => o.Rules.Ignore.Add(selector));
        Assert.Equal([301], plan.Migrations.Select(m => m.Guest));
    }

    [Fact]
    public void R13_nested_pools_and_guests_without_a_name_are_read()
    {
        var cluster = new ClusterBuilder().Nodes(Five[..2])
            .Guest(101, "pve1", with: g => g with { Name = null, Pool = "a/b/c" }).Guest(102, "pve1", with: g => g with { Pool = "a/b/c" });
        var plan = Planned.Plan(cluster, configure: o => o.Rules.Pools["a/b/c"] = new PoolOptions { Together = false });
        Assert.Single(plan.Migrations);
    }

    [Fact]
    public void R14_what_cannot_be_reached_names_what_blocks_it()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"]).Guest(101, "pve1", 40).Guest(201, "pve2", 40, tags: "plb_ignore").Pin("there", [101], "pve2");
        var plan = Planned.Plan(cluster);
        Assert.Equal(PlanStatus.Infeasible, plan.Status);
        var item = Assert.Single(plan.Unsatisfied);
        Assert.Equal([101], item.Guests);
        Assert.Contains("pve2", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void R15_guests_of_equal_name_are_two()
    {
        var cluster = new ClusterBuilder().Nodes(["pve1", "pve2"])
            .Guest(101, "pve1", tags: "plb_pin_pve2", with: g => g with { Name = "same" }).Guest(102, "pve1", tags: "plb_pin_pve1", with: g => g with { Name = "same" });
        Assert.Equal(["101:pve1>pve2"], Planned.Plan(cluster).Moves());
    }

    [Fact]
    public void R16_one_group_never_shares_a_node_with_the_other()
    {
        var cluster = new ClusterBuilder().Nodes(Five[..2]).Guests(101, 2, "pve1").Guests(201, 2, "pve1")
            .Rule(RuleType.AntiAffinity, "sides", [101, 102], r => r with { OtherGuests = [201, 202] });
        var places = Planned.Plan(cluster).Places(cluster.Build());
        Assert.Empty(new[] { places[101], places[102] }.Intersect([places[201], places[202]]));
    }

    [Fact]
    public void R17_a_group_moves_as_one_or_not_at_all()
    {
        ClusterBuilder Cluster(double room) => new ClusterBuilder().Node("pve1").Node("pve2", room).Guests(101, 3, "pve1", 8, tags: "plb_affinity_app");
        Assert.Equal(3, Planned.Plan(Cluster(64), drain: "pve1").Migrations.Count);
        var stuck = Planned.Plan(Cluster(20), drain: "pve1");
        Assert.Empty(stuck.Migrations);
        Assert.NotEmpty(stuck.Unsatisfied);
        Assert.All(stuck.Unsatisfied, u => Assert.Contains("pve2", u.Reason, StringComparison.Ordinal));
    }
}
