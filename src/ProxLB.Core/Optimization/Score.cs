namespace ProxLB.Core.Optimization;

/// <summary>How good a placement is; less is better. Terms are integers, so that a score kept in increments equals the recomputed one exactly.</summary>
/// <param name="Violations">Guests that would have to move for required rules and drains.</param>
/// <param name="Overload">Sum of the excess over limits, in millionths of the limit.</param>
/// <param name="Preferred">Sum of weight x violations of preferred rules, in thousandths.</param>
/// <param name="Distance">What the goal still lacks; see <see cref="ScoreUnits"/>.</param>
/// <param name="Cost">Cost of the migrations in bytes.</param>
/// <param name="Imbalance">The imbalance; see <see cref="ScoreUnits"/>.</param>
/// <param name="Migrations">How many guests are not where they were.</param>
internal readonly record struct Score(
    long Violations, long Overload, long Preferred, long Distance, long Cost, long Imbalance, int Migrations)
{
    /// <summary>Worse than any placement.</summary>
    public static Score Worst { get; } = new(long.MaxValue, 0, 0, 0, 0, 0, 0);

    /// <summary>Compares term by term.</summary>
    public static int Compare(in Score left, in Score right, ScoreOrder order)
    {
        var result = CompareThroughCost(left, right, order);
        result = result != 0 ? result : left.Imbalance.CompareTo(right.Imbalance);
        return result != 0 ? result : left.Migrations.CompareTo(right.Migrations);
    }

    /// <summary>Compares the terms that goals are about: all but the imbalance and the number of migrations, which only break ties.</summary>
    public static int CompareThroughCost(in Score left, in Score right, ScoreOrder order)
    {
        var result = left.Violations.CompareTo(right.Violations);
        result = result != 0 ? result : left.Overload.CompareTo(right.Overload);
        if (order == ScoreOrder.RepairsOnly)
        {
            result = result != 0 ? result : left.Cost.CompareTo(right.Cost);
        }

        result = result != 0 ? result : left.Preferred.CompareTo(right.Preferred);
        if (order == ScoreOrder.RulesFirst)
        {
            result = result != 0 ? result : left.Cost.CompareTo(right.Cost);
        }

        result = result != 0 ? result : left.Distance.CompareTo(right.Distance);
        return result != 0 ? result : left.Cost.CompareTo(right.Cost);
    }

    /// <summary>Compares what the placement itself is worth, whatever it took to get there.</summary>
    public static int ComparePlacement(in Score left, in Score right)
    {
        var order = left.Violations.CompareTo(right.Violations);
        order = order != 0 ? order : left.Overload.CompareTo(right.Overload);
        order = order != 0 ? order : left.Preferred.CompareTo(right.Preferred);
        return order != 0 ? order : left.Distance.CompareTo(right.Distance);
    }
}
