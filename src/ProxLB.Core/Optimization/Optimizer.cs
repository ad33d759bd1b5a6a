
namespace ProxLB.Core.Optimization;

/// <summary>Finds a target placement: repairs, balances, shortens, and proves the result where the problem is small.</summary>
internal sealed class Optimizer(PlacementProblem problem, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>Problems with at most so many placements are solved to the end.</summary>
    private const double SmallPlacements = 2e7;

    /// <summary>Branches of the exact search for a small problem.</summary>
    private const long SmallBranches = 20_000_000;

    /// <summary>Branches per pair of item and node for the others: a proof is taken where it is cheap.</summary>
    private const long BranchesPerPair = 20;

    /// <param name="isReachable">Whether a placement can be reached by a legal order of migrations; asked for complete candidates only.</param>
    public OptimizerResult Run(Func<int[], bool> isReachable)
    {
        var options = problem.Options;
        var deadline = time.GetTimestamp() + (long)(options.TimeBudget.TotalSeconds * time.TimestampFrequency);
        var budget = new SearchBudget(SearchEffort.Evaluations(problem), deadline, time, cancellation);
        var start = (int[])problem.Start.Clone();
        if (problem.Items.Length == 0)
        {
            return Result(start, optimal: true, budget);
        }

        var state = new SearchState(problem, budget);
        var startScore = state.Placement.Score;
        Search(state);
        var place = (int[])state.Placement.Place.Clone();
        var score = state.Placement.Score;
        state.GoTo(start);
        if (Score.Compare(startScore, score, problem.Order) <= 0 || !isReachable(place))
        {
            // Nothing better, or no way there: the planner drops what it cannot reach, and the exact search may find another way.
            place = start;
            score = startScore;
        }

        var optimal = false;
        if (!budget.Interrupted)
        {
            var exact = new ExactSearch(problem, budget, isReachable);
            optimal = exact.Run(score, ExactBranches());
            place = exact.Best ?? place;
        }

        return Result(place, optimal, budget);
    }

    private void Search(SearchState state)
    {
        var repair = new RepairSearch(state);
        var shortening = new Shortening(state);
        SearchWindow.Set(state, 0.5);
        repair.Run();
        if (problem.Order == ScoreOrder.Balance && problem.Dimensions.Length > 0)
        {
            var balance = new BalanceSearch(state);
            var polish = new SpreadPolish(state);
            if (problem.Goal == BalancingGoal.Best)
            {
                balance.Run(perCost: false);
            }
            else if (state.Placement.Score.Distance > 0)
            {
                balance.Run(perCost: true);
                polish.Run();
            }

            shortening.Run();
            if (SearchEffort.Rounds(problem) is > 0 and var rounds && state.Placement.Score.Migrations > 0)
            {
                new Perturbation(state, balance, polish, shortening).Run(rounds);
            }
        }
        else
        {
            shortening.Run();
        }
    }

    private long ExactBranches()
    {
        double placements = 1;
        foreach (var item in problem.Items)
        {
            placements *= Math.Max(1, item.Allowed.Count);
        }

        return placements <= SmallPlacements ? SmallBranches : BranchesPerPair * problem.Items.Length * problem.NodeCount;
    }

    private static OptimizerResult Result(int[] place, bool optimal, SearchBudget budget) => new()
    {
        Place = place,
        Optimal = optimal,
        TimedOut = budget.TimedOut,
        Cancelled = budget.Cancelled,
        Evaluated = budget.Spent,
    };
}
