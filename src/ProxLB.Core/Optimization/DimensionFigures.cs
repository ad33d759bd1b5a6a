namespace ProxLB.Core.Optimization;

/// <summary>The figures of a dimension that stay fixed for a run: means, and the scale of integer imbalance.</summary>
internal static class DimensionFigures
{
    /// <summary>Integer steps of one unit of imbalance, unless the range of the problem demands coarser ones.</summary>
    private const double FinestSteps = 1e9;

    /// <summary>Sums of terms stay below this, a quarter of what an Int64 holds.</summary>
    private const double LargestSum = 1L << 61;

    /// <summary>Nobody uses a node a hundred times over: figures that say so have different units.</summary>
    private const double MostUtilisation = 100;

    /// <exception cref="InvalidProblemException">Loads are absurdly large beside the capacities.</exception>
    public static void Fill(PlacementProblem problem)
    {
        var worst = 0.0;
        foreach (var dimension in problem.Dimensions)
        {
            RefuseOtherUnits(problem, dimension);
            dimension.Mean = Mean(problem, dimension, dimension.PriorityRow, out var meanCapacity);
            dimension.TrueMean = Mean(problem, dimension, dimension.Row, out _);
            dimension.MeanCapacity = meanCapacity;
            worst = Math.Max(worst, WorstDeviation(problem, dimension));
        }

        var steps = FinestSteps;
        while (worst * worst * 10_000 * steps > LargestSum && steps > 1)
        {
            steps /= 10;
        }

        if (worst * worst * 10_000 * steps > LargestSum)
        {
            throw new InvalidProblemException(
                "The loads are absurdly large beside the capacities: a node's utilisation could reach more than the score can hold. Check the figures of nodes and guests.");
        }

        problem.ImbalanceSteps = steps;
        foreach (var dimension in problem.Dimensions)
        {
            dimension.ImbalanceScale = dimension.Weight * 10_000 * steps / dimension.CountingNodes;
        }
    }

    private static void RefuseOtherUnits(PlacementProblem problem, BalancedDimension dimension)
    {
        var load = problem.Base.AsSpan(dimension.Row * problem.NodeCount, problem.NodeCount).ToArray();
        for (var g = 0; g < problem.GuestCount; g++)
        {
            load[problem.Start[g]] += problem.DemandOf(g, dimension.Row);
        }

        for (var n = 0; n < problem.NodeCount; n++)
        {
            if (dimension.Counts(n) && load[n] > MostUtilisation * dimension.Capacity[n])
            {
                throw new InvalidProblemException(
                    $"Dimension '{dimension.Name}': node {problem.Cluster.Nodes[n].Name} is used to {100.0 * load[n] / dimension.Capacity[n]:0} percent of its capacity. Check that the figures of its guests have the unit of its own.");
            }
        }
    }

    private static double Mean(PlacementProblem problem, BalancedDimension dimension, int row, out double meanCapacity)
    {
        double load = 0;
        double capacity = 0;
        for (var n = 0; n < problem.NodeCount; n++)
        {
            if (dimension.Counts(n))
            {
                capacity += dimension.Capacity[n];
                load += problem.Base[(row * problem.NodeCount) + n];
            }
        }

        for (var g = 0; g < problem.GuestCount; g++)
        {
            var start = problem.Start[g];
            if (dimension.Counts(start) || problem.MustLeave(g, start))
            {
                load += problem.DemandOf(g, row);
            }
        }

        meanCapacity = capacity / dimension.CountingNodes;
        return load / capacity;
    }

    private static double WorstDeviation(PlacementProblem problem, BalancedDimension dimension)
    {
        double all = 0;
        for (var g = 0; g < problem.GuestCount; g++)
        {
            all += problem.DemandOf(g, dimension.PriorityRow);
        }

        var worst = 0.0;
        for (var n = 0; n < problem.NodeCount; n++)
        {
            if (dimension.Counts(n))
            {
                var most = (problem.Base[(dimension.PriorityRow * problem.NodeCount) + n] + all) / dimension.Capacity[n];
                worst = Math.Max(worst, Math.Max(most, dimension.Mean));
            }
        }

        return worst;
    }
}
