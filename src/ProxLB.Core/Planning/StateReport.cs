using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Writes down the figures of a working placement.</summary>
internal static class StateReport
{
    public static PlacementState Of(PlacementProblem problem, WorkingPlacement placement)
    {
        var names = new DimensionNames(problem);
        var spread = names.Figures(d => SpreadOf(problem, placement, d));
        var score = placement.Score;
        return new PlacementState
        {
            Spread = spread,
            Imbalance = score.Imbalance / problem.ImbalanceSteps,
            Distance = Distance(problem, score),
            Terms = Terms(problem, placement, score, spread),
            Nodes = Nodes(problem, placement, names),
        };
    }

    public static double SpreadOf(PlacementProblem problem, WorkingPlacement placement, int dimension)
    {
        var tracker = placement.Spread(dimension);
        var high = tracker.HighestNode();
        return high < 0
            ? 0
            : (TicksOf(problem, placement, dimension, high) - TicksOf(problem, placement, dimension, tracker.LowestNode())) / ScoreUnits.TicksPerPoint;
    }

    private static double Distance(PlacementProblem problem, in Score score) =>
        score.Distance / (problem.Goal == BalancingGoal.Best ? problem.ImbalanceSteps : ScoreUnits.DistancePerPoint);

    private static long TicksOf(PlacementProblem problem, WorkingPlacement placement, int dimension, int node) =>
        placement.Ticks[(dimension * problem.NodeCount) + node];

    private static List<ScoreTerm> Terms(
        PlacementProblem problem, WorkingPlacement placement, in Score score, FiguresByDimension spread)
    {
        const double GiB = 1L << 30;
        var terms = new List<ScoreTerm>
        {
            new("violations", 1, score.Violations, score.Violations),
            new("overload", 1, score.Overload, score.Overload),
            new("preferred", 1, score.Preferred / Constraints.BoundSession.WeightSteps, score.Preferred / Constraints.BoundSession.WeightSteps),
        };
        for (var d = 0; d < problem.Dimensions.Length; d++)
        {
            var dimension = problem.Dimensions[d];
            var own = Math.Max(0, spread[dimension.Name] - (dimension.Balanciness / ScoreUnits.TicksPerPoint));
            if (problem.Goal != BalancingGoal.Best && dimension.HotAbove is null)
            {
                terms.Add(new ScoreTerm("distance." + dimension.Name, dimension.Weight, own, dimension.Weight * own));
            }
        }

        for (var d = 0; d < problem.Dimensions.Length; d++)
        {
            var contribution = placement.ImbalanceOf(d) / problem.ImbalanceSteps;
            var weight = problem.Dimensions[d].Weight;
            terms.Add(new ScoreTerm("imbalance." + problem.Dimensions[d].Name, weight, contribution / weight, contribution));
        }

        terms.Add(new ScoreTerm("cost", 1, score.Cost / GiB, score.Cost / GiB));
        return terms;
    }

    private static NodeState[] Nodes(PlacementProblem problem, WorkingPlacement placement, DimensionNames names)
    {
        var guests = new int[problem.NodeCount];
        foreach (var node in placement.Place)
        {
            guests[node]++;
        }

        var states = new NodeState[problem.NodeCount];
        for (var n = 0; n < states.Length; n++)
        {
            var node = n;
            states[n] = new NodeState
            {
                Name = problem.Cluster.Nodes[n].Name,
                Eligible = problem.Eligible[n],
                Utilisation = names.Figures(
                    d => problem.Dimensions[d].Counts(node),
                    d => (double)placement.LoadOf(problem.Dimensions[d].Row, node) / problem.Dimensions[d].Capacity[node]),
                Guests = guests[n],
            };
        }

        return states;
    }
}
