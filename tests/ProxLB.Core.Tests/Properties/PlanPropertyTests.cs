using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Reference;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Properties;

/// <summary>What holds of every plan.</summary>
public class PlanPropertyTests
{
    private const int SmallCases = 300;
    private const int GeneratedCases = 30;

    [Fact]
    public void No_step_worsens_a_required_rule_or_overloads_a_node_in_a_small_problem() =>
        Scenario.Check(Scenario.Small, SmallCases, scenario => PlanAssert.IsSound(scenario.Reference, scenario.Plan()));

    [Fact]
    public void No_step_worsens_a_required_rule_or_overloads_a_node_in_a_generated_cluster() =>
        Scenario.Check(Scenario.Generated, GeneratedCases, scenario => PlanAssert.IsSound(scenario.Reference, scenario.Plan()));

    [Fact]
    public void Second_run_proposes_nothing_in_a_small_problem() => Scenario.Check(Scenario.Small, SmallCases, AssertSecondRunRests);

    [Fact]
    public void Second_run_proposes_nothing_in_a_generated_cluster() => Scenario.Check(Scenario.Generated, GeneratedCases, AssertSecondRunRests);

    [Fact]
    public void Same_snapshot_gives_the_same_plan_bit_for_bit() => Scenario.Check(Scenario.Generated, 20, scenario =>
        Assert.Equal(Text(scenario.Plan()), Text(scenario.Plan())));

    [Fact]
    public void Order_of_nodes_and_guests_changes_no_plan_of_a_small_problem() => Scenario.Check(Scenario.Small, SmallCases, AssertOrderIsNothing);

    [Fact]
    public void Order_of_nodes_and_guests_changes_no_plan_of_a_generated_cluster() => Scenario.Check(Scenario.Generated, GeneratedCases, AssertOrderIsNothing);

    [Fact]
    public void More_room_never_makes_the_optimum_worse() => Scenario.Check(Scenario.Small, SmallCases, scenario =>
    {
        scenario.Options.Goal.MinimumGain = 0;
        var before = ScoreAfter(scenario);
        scenario.Options.Capacity.CpuOvercommit *= 2;
        scenario.Options.Capacity.MemoryHeadroomPercent = 0;
        var roomier = scenario with
        {
            Snapshot = scenario.Snapshot with
            {
                Storages = [.. scenario.Snapshot.Storages.Select(s => s with { Free = s.Free.ToDictionary(f => f.Key, f => f.Value + (100 * ClusterBuilder.GiB)) })],
            },
        };
        var after = ScoreAfter(roomier);
        Assert.True(after.CompareTo(before, scenario.Reference.Order) <= 0, $"{before} became {after}");
    });

    [Fact]
    public void Without_a_broken_rule_rules_only_makes_no_migration() => Scenario.Check(Scenario.Small, SmallCases, scenario =>
    {
        scenario.Options.Goal.Goal = BalancingGoal.RulesOnly;
        var reference = scenario.Reference;
        var start = reference.Score(reference.Start);
        var plan = new Balancer(scenario.Options).Plan(scenario.Snapshot, new PlanRequest());
        if (scenario.Request.Drain.Count == 0 && start is { Violations: 0, Overload: 0 })
        {
            Assert.Empty(plan.Migrations);
            Assert.Equal(PlanStatus.Balanced, plan.Status);
        }
    });

    [Fact]
    public void No_unit_of_a_small_plan_can_be_spared() => Scenario.Check(Scenario.Small, SmallCases, AssertNoUnitCanBeSpared);

    [Fact]
    public void No_unit_of_a_generated_plan_can_be_spared() => Scenario.Check(Scenario.Generated, GeneratedCases, AssertNoUnitCanBeSpared);

    [Fact]
    public void Homogeneous_cluster_is_balanced() => Scenario.Check(Scenario.Homogeneous, SmallCases, scenario =>
    {
        var plan = scenario.Plan();
        Assert.Equal((PlanStatus.Balanced, 0), (plan.Status, plan.Migrations.Count));
    });

    /// <summary>The score is equal because the plan is, which also holds where nothing is proven.</summary>
    private static void AssertOrderIsNothing(Scenario scenario)
    {
        var random = new Random(scenario.Snapshot.Guests.Count);
        var shuffled = scenario with
        {
            Snapshot = scenario.Snapshot with
            {
                Nodes = [.. scenario.Snapshot.Nodes.OrderBy(_ => random.Next())],
                Guests = [.. scenario.Snapshot.Guests.OrderBy(_ => random.Next())],
            },
        };
        Assert.Equal(Text(scenario.Plan()), Text(shuffled.Plan()));
    }

    private static void AssertSecondRunRests(Scenario scenario)
    {
        var first = scenario.Plan();
        Assert.Null(first.StoppedBy);
        var second = new Balancer(scenario.Options).Plan(PlanApplier.Apply(scenario.Snapshot, first), scenario.Request);
        Assert.True(second.Migrations.Count == 0, string.Join("; ", second.Migrations.Select(m => $"{m.Guest} {m.From}>{m.To}: {m.Reason}")));
    }

    private static void AssertNoUnitCanBeSpared(Scenario scenario)
    {
        var reference = scenario.Reference;
        if (reference.Goal != BalancingGoal.Target)
        {
            return;
        }

        var plan = scenario.Plan();
        var after = scenario.PlaceAfter(plan);
        var score = reference.Score(after);
        foreach (var unit in plan.Migrations.GroupBy(m => m.Unit))
        {
            var without = after.ToArray();
            foreach (var id in unit.SelectMany(m => m.Carries.Prepend(m.Guest)))
            {
                var guest = scenario.Snapshot.Guests.ToList().FindIndex(g => g.Id == id);
                without[guest] = reference.Start[guest];
            }

            var spared = reference.Score(without);
            var keepsRules = new ReferenceSteps(reference).BreaksAtRest(without) is null;
            Assert.True(!keepsRules || spared.CompareTo(score, ReferenceOrder.Balance) > 0, $"unit {unit.Key} is not needed: {score}, without it {spared}");
        }
    }

    private static ReferenceScore ScoreAfter(Scenario scenario)
    {
        var plan = scenario.Plan();
        Assert.True(plan.Optimal, $"not optimal: {scenario.Reference.Goal}, {plan.Status}, stopped by {plan.StoppedBy}, {plan.Migrations.Count} migrations");
        return scenario.Reference.Score(scenario.PlaceAfter(plan));
    }

    private static string Text(MigrationPlan plan) => System.Text.Encoding.UTF8.GetString(
        PlanWriter.ToUtf8(plan with { ElapsedMilliseconds = 0, CreatedAt = default, Id = "" }).ToArray());
}
