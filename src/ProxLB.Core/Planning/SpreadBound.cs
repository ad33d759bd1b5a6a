using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>A spread that no placement can go below, by dimension, from load that cannot be anywhere else.</summary>
/// <remarks>A node that holds more than its share whatever is done, because of load that stays or of a single guest that must be somewhere,
/// leaves the others less than theirs: the spread is at least the difference to their mean.</remarks>
internal static class SpreadBound
{
    public static FiguresByDimension Of(PlacementProblem problem) =>
        new DimensionNames(problem).Figures(d => Of(problem, problem.Dimensions[d]));

    private static double Of(PlacementProblem problem, BalancedDimension dimension)
    {
        var stays = new double[problem.NodeCount];
        double total = 0;
        double capacity = 0;
        for (var n = 0; n < stays.Length; n++)
        {
            if (dimension.Counts(n))
            {
                stays[n] = problem.Base[(dimension.Row * problem.NodeCount) + n];
                total += stays[n];
                capacity += dimension.Capacity[n];
            }
        }

        for (var g = 0; g < problem.GuestCount; g++)
        {
            var demand = problem.DemandOf(g, dimension.Row);
            if (problem.ItemOf[g] < 0)
            {
                stays[problem.Start[g]] += dimension.Counts(problem.Start[g]) ? demand : 0;
                total += dimension.Counts(problem.Start[g]) ? demand : 0;
            }
            else
            {
                total += demand;
            }
        }

        var bound = 0.0;
        for (var n = 0; n < stays.Length; n++)
        {
            bound = Math.Max(bound, Excess(dimension, n, stays[n], total, capacity));
        }

        foreach (var item in problem.Items)
        {
            bound = Math.Max(bound, Wherever(problem, dimension, item, stays, total, capacity, bound));
        }

        return bound * 100;
    }

    /// <summary>The least excess over all nodes that the item could be on; anything up to what is known already is as good as the least.</summary>
    private static double Wherever(
        PlacementProblem problem, BalancedDimension dimension, PlacementItem item, double[] stays, double total, double capacity, double known)
    {
        var demand = item.Demand[dimension.Row];
        if (item.Guests.Length != 1 || demand < dimension.MeanCapacity * dimension.TrueMean / 4)
        {
            return 0;
        }

        var start = problem.Start[item.Guests[0]];
        var least = dimension.Counts(start) ? Excess(dimension, start, stays[start] + demand, total, capacity) : 0;
        for (var n = item.Allowed.Next(-1); n >= 0 && least > known; n = item.Allowed.Next(n))
        {
            least = Math.Min(least, dimension.Counts(n) ? Excess(dimension, n, stays[n] + demand, total, capacity) : 0);
        }

        return least;
    }

    private static double Excess(BalancedDimension dimension, int node, double load, double total, double capacity)
    {
        if (!dimension.Counts(node))
        {
            return 0;
        }

        var others = (total - load) / (capacity - dimension.Capacity[node]);
        return Math.Max(0, (load / dimension.Capacity[node]) - others);
    }
}
