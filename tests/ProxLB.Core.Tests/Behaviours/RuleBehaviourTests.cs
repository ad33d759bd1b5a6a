using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Behaviours;

public class RuleBehaviourTests
{
    private static readonly string[] Three = ["n1", "n2", "n3"];
    private static readonly string[] Five = ["n1", "n2", "n3", "n4", "n5"];

    [Theory]
    [InlineData(BalancingGoal.Target)]
    [InlineData(BalancingGoal.RulesOnly)]
    public void R01_two_of_three_rivals_together_are_parted_with_one_move(BalancingGoal goal)
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(Five).Guest(101, "n1").Guest(102, "n1").Guest(103, "n2").AntiAffinity("apart", 101, 102, 103), Planned.Options(goal));

        Assert.Single(planned.Plan.Migrations);
        Assert.Equal(3, new[] { 101, 102, 103 }.Select(planned.NodeOf).Distinct().Count());
    }

    [Fact]
    public void R02_more_rivals_than_nodes_are_spread_evenly()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three).Guests(101, 5, "n1", tags: "plb_anti_affinity_web"));

        Assert.Equal([1, 2, 2], Three.Select(n => planned.On(n).Count()).Order());
        Assert.Equal(PlanStatus.Improved, planned.Plan.Status);
    }

    [Fact]
    public void R04_pin_matches_a_node_without_regard_to_case()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["Node-A", "node-b"]).Guest(101, "node-b", tags: "plb_pin_node-a"));

        Assert.Equal("Node-A", planned.NodeOf(101));
    }

    [Fact]
    public void R05_pin_to_an_unknown_node_is_a_warning_and_other_pins_hold()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three).Guest(101, "n1", tags: "plb_pin_nowhere plb_pin_n2").Guest(102, "n1", tags: "plb_pin_gone"));

        Assert.Equal("n2", planned.NodeOf(101));
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("nowhere", StringComparison.Ordinal));
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public void R06_guest_on_one_of_several_pinned_nodes_stays()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(Three).Guest(101, "n2", tags: "plb_pin_n1 plb_pin_n2"), Planned.Options(BalancingGoal.RulesOnly));

        Assert.Empty(planned.Plan.Migrations);
    }

    [Fact]
    public void R07_pins_of_pool_and_tag_unite_and_meet_the_stated_rule()
    {
        var cluster = new ClusterBuilder().Nodes(Five).Guest(101, "n1", tags: "plb_pin_n2", with: g => g with { Pool = "db" }).Pin("stated", [101], "n3", "n4");

        var plan = new Balancer(Planned.Options(with: o => o.Rules.Pools["db"] = new PoolOptions { Pin = ["n3"] })).Plan(cluster.Build());

        Assert.Equal((101, "n3"), plan.Migrations.Select(m => (m.Guest, m.To)).Single());
    }

    [Fact]
    public void R07_rule_of_the_HA_manager_meets_a_pin_by_tag()
    {
        var cluster = new ClusterBuilder().Nodes(Three, with: n => n with { HaStatus = HaNodeStatus.Online })
            .HaGuest(101, "n1", tags: "plb_pin_n2 plb_pin_n3").HaNodeRule("ha", [101], true, new NodePreference("n1"), new NodePreference("n3"))
            .Ha(ha => ha with { ManagerActive = true }).Build();

        var plan = new Balancer().Plan(cluster);

        Assert.Equal((101, "n3"), plan.Migrations.Select(m => (m.Guest, m.To)).Single());
    }

    [Fact]
    public void R08_broken_pin_is_repaired_though_the_cluster_is_balanced()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three).Guests(101, 2, "n1").Guests(201, 2, "n2").Guests(301, 2, "n3").Pin("pin", [101], "n2"));

        Assert.Equal("n2", planned.NodeOf(101));
        Assert.Equal(MigrationCause.Rule, planned.Plan.Migrations.Single(m => m.Guest == 101).Cause);
    }

    [Fact]
    public void R09_ignored_guest_never_moves_and_its_load_counts()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"])
            .Guest(101, "n1", 24, tags: "plb_ignore plb_affinity_a").Guest(102, "n1", 8, tags: "plb_affinity_a").Guest(103, "n1", 8).Guest(104, "n1", 8));

        Assert.DoesNotContain(101, planned.Moved);
        Assert.DoesNotContain(102, planned.Moved);
        Assert.Equal(75, planned.Plan.Before.Spread["memory"], 6);
        Assert.Equal([103, 104], planned.Moved);
    }

    [Fact]
    public void R11_ignored_node_is_neither_source_nor_target_in_any_path()
    {
        var cluster = new ClusterBuilder().Nodes(Three).Guests(101, 8, "n1").Guest(201, "n2", 60).Pin("pin", [201], "n1").Guest(202, "n2", 4).Guest(203, "n2", 4)
            .AntiAffinity("apart", 202, 203).Build();
        void Ignoring(BalancerOptions options) => options.Nodes.Ignore.Add("N2");

        var balanced = Planned.For(cluster, Planned.Options(with: Ignoring));
        var drained = Planned.For(cluster, Planned.Options(with: Ignoring), Planned.Drain("n1"));

        Assert.NotEmpty(balanced.Plan.Migrations);
        Assert.DoesNotContain(balanced.Plan.Migrations.Concat(drained.Plan.Migrations), m => m.From == "n2" || m.To == "n2");
        Assert.DoesNotContain("n2", balanced.Plan.Before.Nodes.Where(n => n.Eligible).Select(n => n.Name));
    }

    [Theory]
    [InlineData("web-1")]
    [InlineData("WEB*")]
    [InlineData("101")]
    [InlineData("100-102")]
    [InlineData("pool:prod")]
    [InlineData("tag:keep")]
    public void R12_ignore_by_name_wildcard_range_pool_and_tag(string selector)
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 30, with: g => g with { Name = "web-1", Pool = "prod", Tags = ["keep"] }),
            Planned.Options(with: o => o.Rules.Ignore.Add(selector)),
            Planned.Drain("n1"));

        Assert.Empty(planned.Plan.Migrations);
        Assert.Contains(planned.Plan.Skipped, s => s.Guest == 101);
    }

    [Fact]
    public void R13_guest_without_a_name_in_a_nested_pool_is_no_crash()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", with: g => g with { Name = null, Pool = "prod/web" }).Guest(102, "n1", with: g => g with { Pool = "prod/web" }),
            Planned.Options(with: o =>
            {
                o.Rules.Pools["prod/web"] = new PoolOptions { Together = false };
                o.Rules.Pools["empty"] = new PoolOptions { Together = true };
            }));

        Assert.NotEqual(planned.NodeOf(101), planned.NodeOf(102));
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("empty", StringComparison.Ordinal));
    }

    [Fact]
    public void R14_feasible_cluster_is_not_called_infeasible()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three).Guest(101, "n1", 50).Guest(102, "n2", 50).Guest(103, "n3", 5)
            .Pin("pin", [103], "n1", "n2", "n3").AntiAffinity("apart", 101, 102, 103));

        Assert.NotEqual(PlanStatus.Infeasible, planned.Plan.Status);
        Assert.Empty(planned.Plan.Unsatisfied);
    }

    [Fact]
    public void R14_infeasible_answer_names_the_rule_the_guests_and_what_blocks_them()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three).Guest(101, "n1").Guest(102, "n1").Guest(103, "n2").AntiAffinity("apart", 101, 102, 103)
            .Pin("both on one", [101, 102], "n1"));

        Assert.Equal(PlanStatus.Infeasible, planned.Plan.Status);
        var item = Assert.Single(planned.Plan.Unsatisfied, u => u.Required && u.Rule == "apart");
        Assert.Equal([101, 102, 103], item.Guests);
        Assert.Contains("both on one", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void R15_guests_of_one_name_are_two_guests()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"])
            .Guest(101, "n1", 10, with: g => g with { Name = "db" }).Guest(102, "n1", 10, with: g => g with { Name = "db" }));

        Assert.Single(planned.Moved);
        Assert.Equal(50 * 10 / 16.0, planned.Plan.Before.Spread["memory"], 6);
    }

    [Fact]
    public void R16_group_against_group_never_share_a_node()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"]).Guests(101, 2, "n1").Guests(201, 2, "n1")
            .Rule(RuleType.AntiAffinity, "sides", [101, 102], r => r with { OtherGuests = [201, 202] }));

        Assert.Equal(planned.NodeOf(101), planned.NodeOf(102));
        Assert.Equal(planned.NodeOf(201), planned.NodeOf(202));
        Assert.NotEqual(planned.NodeOf(101), planned.NodeOf(201));
        Assert.Equal(2, planned.Plan.Migrations.Count);
    }

    [Fact]
    public void R17_affinity_group_moves_as_one_unit()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 10).Guest(102, "n1", 10).Affinity("pair", 101, 102), request: Planned.Drain("n1"));

        Assert.Equal([101, 102], planned.On("n2"));
        Assert.Single(planned.Plan.Migrations.Select(m => m.Unit).Distinct());
    }

    [Fact]
    public void R17_affinity_group_that_fits_nowhere_is_not_torn_and_the_reason_is_given()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(Three).Guest(101, "n1", 30).Guest(102, "n1", 30).Guest(201, "n2", 40).Guest(301, "n3", 40).Affinity("pair", 101, 102),
            request: Planned.Drain("n1"));

        Assert.Empty(planned.Plan.Migrations);
        Assert.Equal(PlanStatus.Infeasible, planned.Plan.Status);
        Assert.All(planned.Plan.Unsatisfied, u => Assert.Contains("pair", u.Reason, StringComparison.Ordinal));
    }
}
