using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Behaviours;

public class PlanningBehaviourTests
{
    private static readonly string[] Three = ["n1", "n2", "n3"];

    [Fact]
    public void P01_idempotence_a_plan_carried_out_leaves_nothing_to_do()
    {
        var first = Planned.For(new ClusterBuilder().Nodes(Three).Guests(101, 12, "n1").Guests(201, 3, "n2"));

        var second = Planned.For(first.After);

        Assert.NotEmpty(first.Plan.Migrations);
        Assert.Equal((PlanStatus.Balanced, 0), (second.Plan.Status, second.Plan.Migrations.Count));
    }

    [Fact]
    public void P02_satisfied_rules_and_balance_make_no_move()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three)
            .Guest(101, "n1", 8, tags: "plb_affinity_a").Guest(102, "n1", 4, tags: "plb_affinity_a plb_anti_affinity_b")
            .Guest(201, "n2", 10, tags: "plb_anti_affinity_b plb_pin_n2").Guest(301, "n3", 9, tags: "plb_anti_affinity_b"));

        Assert.Equal(PlanStatus.Balanced, planned.Plan.Status);
        Assert.Empty(planned.Plan.Migrations);
    }

    [Fact]
    public void P03_monotone_a_circle_goes_through_a_parking_place_as_one_unit()
    {
        static PlacementRule Likes(PlacementRule rule, string node) => rule with { Nodes = [new NodePreference(node)], Required = false };
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2", "n3", "n4"]).Guest(101, "n1", 32).Guest(102, "n2", 32).Guest(103, "n3", 32)
                .Rule(RuleType.NodeAffinity, "first", [101], r => Likes(r, "n2"))
                .Rule(RuleType.NodeAffinity, "second", [102], r => Likes(r, "n3"))
                .Rule(RuleType.NodeAffinity, "third", [103], r => Likes(r, "n1")),
            Planned.Options(balanciness: 100));

        Assert.Equal(("n2", "n3", "n1"), (planned.NodeOf(101), planned.NodeOf(102), planned.NodeOf(103)));
        Assert.Equal((4, 1), (planned.Plan.Migrations.Count, planned.Plan.Migrations.DistinctBy(m => m.Unit).Count()));
        Assert.Equal("n4", planned.Plan.Migrations.Single(m => m.Detour).To);
    }

    [Fact]
    public void P03_monotone_what_has_no_legal_order_is_not_forced()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 40).Pin("first", [101], "n2").Guest(102, "n2", 40).Pin("second", [102], "n1"));

        Assert.Equal((PlanStatus.Infeasible, 0), (planned.Plan.Status, planned.Plan.Migrations.Count));
        Assert.Contains(planned.Plan.Unsatisfied, u => u.Guests.Contains(101) && u.Reason.Contains("n2", StringComparison.Ordinal));
    }

    [Fact]
    public void P03_monotone_units_of_a_generated_plan_never_make_the_score_worse()
    {
        var planned = Planned.For(ClusterGenerator.Create(new GeneratedCluster { Nodes = 6, Guests = 60, RuleShare = 0.4, Skew = 1 }));

        Assert.True(planned.Plan.Migrations.DistinctBy(m => m.Unit).Count() > 3);
    }

    [Fact]
    public void P04_re_evaluate_after_each_move_so_that_no_target_receives_all()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three).Guests(101, 6, "n1", 8));

        Assert.Equal([2, 2, 2], Three.Select(n => planned.On(n).Count()));
    }

    [Fact]
    public void P05_minimum_gain_a_move_that_hardly_helps_is_not_made()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"])
            .Guest(101, "n1", 32, tags: "plb_pin_n1").Guest(102, "n1", 0.02).Guest(201, "n2", 12));

        Assert.Equal(PlanStatus.NoBeneficialMigration, planned.Plan.Status);
        Assert.Empty(planned.Plan.Migrations);
    }

    [Fact]
    public void P05_minimum_gain_of_goal_best_is_a_share_of_the_imbalance()
    {
        var cluster = new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 30).Guest(102, "n1", 2).Guest(201, "n2", 24).Build();

        var small = Planned.For(cluster, Planned.Options(BalancingGoal.Best, with: o => o.Goal.MinimumRelativeGain = 0.9));
        var normal = Planned.For(cluster, Planned.Options(BalancingGoal.Best));

        Assert.Empty(small.Plan.Migrations);
        Assert.Equal(PlanStatus.Balanced, small.Plan.Status);
        Assert.Equal([102], normal.Moved);
    }

    [Fact]
    public void P06_healthy_floor_below_which_nothing_is_balanced()
    {
        var cluster = new ClusterBuilder().Nodes(["n1", "n2"], 100).Guests(101, 11, "n1", 5).Guest(201, "n2", 23).Build();

        var below = Planned.For(cluster, Planned.Options(with: o => o.Goal.Floors["memory"] = 60));
        var above = Planned.For(cluster, Planned.Options(with: o => o.Goal.Floors["memory"] = 50));

        Assert.Equal((PlanStatus.Balanced, 0), (below.Plan.Status, below.Plan.Migrations.Count));
        Assert.NotEmpty(above.Plan.Migrations);
    }

    [Fact]
    public void P07_real_imbalance_is_found_and_the_emptiest_node_is_a_target()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2", "n3", "n4"], 100)
            .Guests(101, 14, "n1", 5).Guest(120, "n1", 3).Guest(201, "n2", 11).Guests(301, 8, "n3", 5).Guests(401, 8, "n4", 5));

        Assert.Equal(PlanStatus.Improved, planned.Plan.Status);
        Assert.Contains(planned.Plan.Migrations, m => (m.From, m.To) == ("n1", "n2"));
    }

    [Fact]
    public void P10_cooldown_is_obeyed_by_balance_and_preferred_pins()
    {
        var cluster = new ClusterBuilder().Nodes(Three)
            .Guests(101, 6, "n1", 8, with: g => g with { CooldownUntil = ClusterBuilder.Epoch.AddHours(1) })
            .Rule(RuleType.NodeAffinity, "likes n3", [101], r => r with { Nodes = [new NodePreference("n3")], Required = false }).Build();

        var during = Planned.For(cluster);
        var afterwards = Planned.For(cluster with { CapturedAt = ClusterBuilder.Epoch.AddHours(2) });

        Assert.Empty(during.Plan.Migrations);
        Assert.Equal(StopReason.Cooldown, during.Plan.StoppedBy);
        Assert.NotEmpty(afterwards.Plan.Migrations);
        Assert.Equal("n3", afterwards.NodeOf(101));
    }

    [Fact]
    public void P10_cooldown_gives_way_to_a_drain_and_to_a_required_rule()
    {
        static Guest Cooling(Guest guest) => guest with { CooldownUntil = ClusterBuilder.Epoch.AddHours(1) };
        var drained = Planned.For(new ClusterBuilder().Nodes(Three).Guest(101, "n1", with: Cooling), request: Planned.Drain("n1"));
        var pinned = Planned.For(new ClusterBuilder().Nodes(Three).Guest(101, "n1", tags: "plb_pin_n3", with: Cooling));
        var apart = Planned.For(new ClusterBuilder().Nodes(Three).Guest(101, "n1", with: Cooling).Guest(102, "n1", with: Cooling).AntiAffinity("apart", 101, 102));

        Assert.Equal([101], drained.Moved);
        Assert.Equal("n3", pinned.NodeOf(101));
        Assert.Single(apart.Moved);
    }

    [Fact]
    public void P11_method_consistency_the_node_with_most_cpu_in_use_is_no_target_although_its_memory_is_free()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(Three)
            .Guest(101, "n1", 8, 4, cpuUsed: 4).Guest(102, "n1", 8, 4, cpuUsed: 4)
            .Guest(201, "n2", 1, 12, cpuUsed: 11).Guest(301, "n3", 30, 2, cpuUsed: 1),
            Planned.Options(balanciness: 5, methods: "cpu"));

        Assert.NotEmpty(planned.Plan.Migrations);
        Assert.DoesNotContain(planned.Plan.Migrations, m => m.To == "n2");
    }

    [Fact]
    public void P12_deterministic_the_same_snapshot_gives_the_same_plan()
    {
        var cluster = ClusterGenerator.Create(new GeneratedCluster { Nodes = 5, Guests = 60 });

        var (first, second) = (Planned.For(cluster).Plan, Planned.For(cluster).Plan);

        Assert.NotEmpty(first.Migrations);
        Assert.Equal(Text(first), Text(second));

        static string Text(MigrationPlan plan) =>
            System.Text.Encoding.UTF8.GetString(PlanWriter.ToUtf8(plan with { ElapsedMilliseconds = 0, CreatedAt = default }).ToArray());
    }

    [Fact]
    public void P13_drained_node_is_never_a_target_and_not_part_of_the_figures()
    {
        var planned = Planned.For(new ClusterBuilder().Node("n1").Node("n2").Node("n3", with: n => n with { Maintenance = true })
            .Guests(101, 4, "n1").Guests(201, 4, "n2"));

        Assert.Equal((PlanStatus.Balanced, 0), (planned.Plan.Status, planned.Plan.Migrations.Count));
        Assert.Equal(0, planned.Plan.Before.Spread["memory"]);
        Assert.False(planned.Plan.Before.Nodes.Single(n => n.Name == "n3").Eligible);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void P14_single_feasible_target_or_none_is_an_answer(bool offline)
    {
        var cluster = new ClusterBuilder().Node("n1").Guests(101, 10, "n1");
        var planned = Planned.For(offline ? cluster.OfflineNode("n2") : cluster);

        Assert.Empty(planned.Plan.Migrations);
        Assert.Equal(offline, planned.Plan.Warnings.Any(w => w.Contains("no target", StringComparison.Ordinal)));
    }

    [Fact]
    public void P14_without_any_eligible_node_there_is_no_target_and_no_crash()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"], with: n => n with { Maintenance = true }).Guests(101, 3, "n1"));

        Assert.Equal((PlanStatus.Infeasible, 0), (planned.Plan.Status, planned.Plan.Migrations.Count));
        Assert.Contains(planned.Plan.Warnings, w => w.Contains("No target", StringComparison.Ordinal));
    }

    [Fact]
    public void P15_migration_cost_decides_between_moves_of_equal_gain()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"]).LocalStorage("local", ("n1", 1000), ("n2", 1000))
            .Guest(101, "n1", 16).Disk("local", 500).Guest(102, "n1", 16));

        Assert.Equal([102], planned.Moved);
    }
}
