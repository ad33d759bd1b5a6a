using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Leaves a plan that hardly helps: goal <c>target</c> moves for balance only if that reaches the goal or lowers the distance by the minimum gain.</summary>
internal static class MinimumGain
{
    /// <param name="problem">The problem.</param>
    /// <param name="result">What the engine found.</param>
    /// <param name="repair">Finds the cheapest placement that mends the rules as well as that result does.</param>
    public static OptimizerResult Apply(PlacementProblem problem, OptimizerResult result, Func<OptimizerResult> repair)
    {
        if (problem.Goal != BalancingGoal.Target || result.Place.AsSpan().SequenceEqual(problem.Start))
        {
            return result;
        }

        var placement = new WorkingPlacement(problem);
        var start = placement.Score;
        var score = ScoreOf(placement, result.Place);
        var gain = problem.Options.MinimumGain * ScoreUnits.DistancePerPoint;
        if ((start.Violations, start.Overload, start.Preferred) == (score.Violations, score.Overload, score.Preferred))
        {
            placement.GoTo(problem.Start);
            return score.Distance > 0 && start.Distance - score.Distance < gain ? result with { Place = (int[])problem.Start.Clone() } : result;
        }

        placement.GoTo(problem.Start);
        if (score.Distance > 0)
        {
            var repaired = repair();
            var repairedScore = ScoreOf(placement, repaired.Place);
            placement.GoTo(problem.Start);
            if ((repairedScore.Violations, repairedScore.Overload, repairedScore.Preferred) == (score.Violations, score.Overload, score.Preferred)
                && repairedScore.Distance - score.Distance < gain)
            {
                return repaired with { Optimal = repaired.Optimal && result.Optimal };
            }
        }

        return result;
    }

    private static Score ScoreOf(WorkingPlacement placement, int[] place)
    {
        placement.GoTo(place);
        return placement.Score;
    }
}
