using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>For 0, 1, 2, … migrations the best spread that can be had, so that an administrator can choose where to stop.</summary>
/// <param name="problemOf">The problem with at most so many migrations; null: without a limit.</param>
/// <param name="limit">When all of it has to end.</param>
internal sealed class FrontierSearch(Func<int?, PlacementProblem> problemOf, RunLimit limit)
{
    /// <summary>Each number of migrations up to this one has a point of its own; beyond it the steps grow.</summary>
    private const int EachUpTo = 12;

    private const double Growth = 1.3;

    public List<FrontierPoint> Run()
    {
        var (best, bestScore) = Point(null);
        var points = new List<FrontierPoint>();
        var known = new Score(long.MaxValue, 0, 0, long.MaxValue, 0, 0, 0);
        for (var most = 0; most < best.Migrations && !limit.Look(); most = Next(most))
        {
            var (point, score) = Point(most);
            if (Score.ComparePlacement(score, known) < 0)
            {
                points.Add(point);
                known = score;
            }
        }

        if (Score.ComparePlacement(bestScore, known) < 0)
        {
            points.Add(best);
        }

        return points;
    }

    private static int Next(int most) => most < EachUpTo ? most + 1 : (int)Math.Ceiling(most * Growth);

    private (FrontierPoint Point, Score Score) Point(int? most)
    {
        var problem = problemOf(most);
        var result = new Optimizer(problem, limit).Run(target => PlanningRun.Reach(problem, target));
        var placement = new WorkingPlacement(problem);
        placement.GoTo(result.Place);
        var spread = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var d = 0; d < problem.Dimensions.Length; d++)
        {
            spread[problem.Dimensions[d].Name] = StateReport.SpreadOf(problem, placement, d);
        }

        var score = placement.Score;
        return (new FrontierPoint { Migrations = score.Migrations, Spread = spread, CostBytes = score.Cost }, score);
    }
}
