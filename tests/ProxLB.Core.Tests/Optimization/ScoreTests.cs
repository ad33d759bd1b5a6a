using ProxLB.Core.Optimization;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>The order of the terms: an earlier one is never outweighed by a later one.</summary>
public class ScoreTests
{
    private static readonly Score Even = new(5, 5, 5, 5, 5, 5, 5);

    [Fact]
    public void Balance_looks_at_violations_overload_preferred_rules_distance_cost_imbalance_and_migrations_in_turn() => AssertOrder(
        (left, right) => Score.Compare(left, right, ScoreOrder.Balance),
        s => s with { Violations = 4, Overload = 9 },
        s => s with { Overload = 4, Preferred = 9 },
        s => s with { Preferred = 4, Distance = 9 },
        s => s with { Distance = 4, Cost = 9 },
        s => s with { Cost = 4, Imbalance = 9 },
        s => s with { Imbalance = 4, Migrations = 9 },
        s => s with { Migrations = 4 });

    [Fact]
    public void Repairs_look_at_cost_before_preferred_rules_and_distance() => AssertOrder(
        (left, right) => Score.Compare(left, right, ScoreOrder.RepairsOnly),
        s => s with { Violations = 4, Overload = 9 },
        s => s with { Overload = 4, Cost = 9 },
        s => s with { Cost = 4, Preferred = 9, Distance = 9 },
        s => s with { Preferred = 4, Distance = 9 },
        s => s with { Distance = 4, Imbalance = 9 });

    [Fact]
    public void Rules_first_looks_at_cost_between_preferred_rules_and_distance() => AssertOrder(
        (left, right) => Score.Compare(left, right, ScoreOrder.RulesFirst),
        s => s with { Overload = 4, Preferred = 9 },
        s => s with { Preferred = 4, Cost = 9 },
        s => s with { Cost = 4, Distance = 9 },
        s => s with { Distance = 4, Imbalance = 9 });

    [Fact]
    public void A_placement_is_worth_what_it_is_whatever_it_took_to_get_there()
    {
        AssertOrder(
            (left, right) => Score.ComparePlacement(left, right),
            s => s with { Violations = 4, Overload = 9 },
            s => s with { Overload = 4, Preferred = 9 },
            s => s with { Preferred = 4, Distance = 9 },
            s => s with { Distance = 4, Cost = 9 });
        Assert.Equal(0, Score.ComparePlacement(Even, Even with { Cost = 9, Imbalance = 9, Migrations = 9 }));
    }

    [Fact]
    public void The_worst_score_is_worse_than_any() => Assert.True(Score.Compare(Even, Score.Worst, ScoreOrder.Balance) < 0);

    private static void AssertOrder(Func<Score, Score, int> compare, params Func<Score, Score>[] better)
    {
        Assert.Equal(0, compare(Even, Even));
        foreach (var change in better)
        {
            Assert.True(compare(change(Even), Even) < 0, $"{change(Even)} should be better");
            Assert.True(compare(Even, change(Even)) > 0, $"{change(Even)} should be better, seen from the other side");
        }
    }
}
