
namespace ProxLB.Core.Optimization;

/// <summary>Finds a target placement: repairs, balances, shortens, and proves the result where the problem is small.</summary>
internal sealed class Optimizer(PlacementProblem problem, RunLimit limit)
{
    /// <summary>Problems with at most so many placements are solved to the end.</summary>
    private const double SmallPlacements = 2e7;

    /// <summary>Branches of the exact search for a small problem.</summary>
    private const long SmallBranches = 4_000_000;

    /// <summary>Branches per pair of item and node for the others: a proof is taken where it is cheap.</summary>
    private const long BranchesPerPair = 20;

    /// <summary>So often a search is made anew because no legal order led to what the one before found.</summary>
    private const int MostSearches = 4;

    /// <summary>How often the window follows a node that stays outside it.</summary>
    private const int WindowShifts = 4;

    /// <param name="order">In which order the terms of the score count; null: as the goal says.</param>
    /// <param name="reach">Given a placement, how far a legal order of migrations comes: the placement itself if it can be reached.</param>
    public OptimizerResult Run(Func<int[], int[]> reach, ScoreOrder? order = null)
    {
        var options = problem.Options;
        var by = order ?? problem.Order;
        var budget = new SearchBudget(SearchEffort.Evaluations(problem), limit);
        var start = (int[])problem.Start.Clone();
        if (problem.Items.Length == 0)
        {
            return Result(start, optimal: true, budget);
        }

        var (reached, score) = SearchReachable(by, budget, reach);
        if (budget.Interrupted)
        {
            return Result(reached, optimal: false, budget);
        }

        if (score is { Violations: 0, Overload: 0, Preferred: 0, Distance: 0, Cost: 0 })
        {
            // Nothing is broken, the goal holds, and nothing moves: no placement is better.
            return Result(reached, optimal: true, budget);
        }

        var branches = ExactBranches();
        if (branches == 0)
        {
            return Result(reached, optimal: false, budget);
        }

        var exact = new ExactSearch(problem, by, budget, p => ReferenceEquals(reach(p), p));
        var optimal = exact.Run(score, branches);
        return problem.Goal == BalancingGoal.Best && options.MinimumRelativeGain > 0 && exact.Best is { } best
            ? WithoutSmallGains(new SearchState(problem, budget, by), best, optimal, budget, reach)
            : Result(exact.Best ?? reached, optimal, budget);
    }

    /// <summary>The best placement found to which a legal order leads. Where none leads to what the search found, the guests that were stuck stay, and the search looks for the next best.</summary>
    private (int[] Place, Score Score) SearchReachable(ScoreOrder order, SearchBudget budget, Func<int[], int[]> reach)
    {
        var best = (int[])problem.Start.Clone();
        Score? bestScore = null;
        var stays = new bool[problem.GuestCount];
        for (var search = 0; search < MostSearches; search++)
        {
            var state = new SearchState(search == 0 ? problem : problem.Without(stays), budget, order);
            bestScore ??= state.Placement.Score;
            Search(state, search);
            var place = (int[])state.Placement.Place.Clone();
            var found = state.Placement.Score;
            state.GoTo(problem.Start);
            if (place.AsSpan().SequenceEqual(problem.Start))
            {
                break;
            }

            var reached = reach(place);
            state.GoTo(reached);
            var score = state.Placement.Score;
            state.GoTo(problem.Start);
            if (Score.Compare(score, bestScore.Value, order) < 0)
            {
                (best, bestScore) = (reached, score);
            }

            // Some that cannot be reached are not missed: what is left is as good without them.
            if (Score.Compare(score, found, order) <= 0 || budget.Exhausted)
            {
                break;
            }

            for (var guest = 0; guest < place.Length; guest++)
            {
                stays[guest] |= reached[guest] != place[guest];
            }
        }

        return (best, bestScore!.Value);
    }

    /// <summary>Takes back what a proven optimum of goal <c>best</c> moves for less than the minimum gain.</summary>
    private OptimizerResult WithoutSmallGains(SearchState state, int[] place, bool optimal, SearchBudget budget, Func<int[], int[]> reach)
    {
        state.GoTo(place);
        var dropped = new Shortening(state).Drop();
        var kept = (int[])state.Placement.Place.Clone();
        state.GoTo(problem.Start);
        return dropped && ReferenceEquals(reach(kept), kept) ? Result(kept, optimal: false, budget) : Result(place, optimal, budget);
    }

    private void Search(SearchState state, int searchesBefore)
    {
        var repair = new RepairSearch(state);
        var shortening = new Shortening(state);
        SearchWindow.Set(state, 0.5);
        repair.Run();
        if (state.Order == ScoreOrder.Balance && problem.Dimensions.Length > 0)
        {
            var balance = new BalanceSearch(state);
            var division = new DivisionSearch(state);
            var polish = new SpreadPolish(state);
            Balance(state, balance, division, polish);
            if (IsBroken(state.Placement.Score))
            {
                // Where load is even there is room that there was not before.
                repair.Run();
                Balance(state, balance, division, polish);
            }

            shortening.Run();
            if (SearchEffort.Rounds(problem) is > 0 and var rounds && state.Placement.Score.Migrations > 0)
            {
                new Perturbation(state, balance, division, shortening).Run(rounds, SearchEffort.PerturbationEvaluations(problem, searchesBefore));
            }
        }
        else
        {
            shortening.Run();
        }
    }

    private void Balance(SearchState state, BalanceSearch balance, DivisionSearch division, SpreadPolish polish)
    {
        if (problem.Goal == BalancingGoal.Best)
        {
            balance.Run(perCost: false);
        }
        else if (state.Placement.Score.Distance > 0)
        {
            balance.Run(perCost: true);
            if (SearchEffort.IsSmall(problem))
            {
                FollowExtremes(state, balance);
                polish.Run();
            }
            else
            {
                division.Mend();
                FollowExtremes(state, balance);
            }
        }
    }

    private static bool IsBroken(in Score score) => score.Violations > 0 || score.Overload > 0 || score.Preferred > 0;

    /// <summary>Where a node stays outside the window whatever is done, moves the window to it and brings the others along; keeps the best.</summary>
    private static void FollowExtremes(SearchState state, BalanceSearch balance)
    {
        var best = state.Placement.Score;
        if (best.Distance == 0)
        {
            return;
        }

        var bestPlace = (int[])state.Placement.Place.Clone();
        for (var round = 0; round < WindowShifts && best.Distance > 0 && !state.Budget.Exhausted; round++)
        {
            SearchWindow.Follow(state);
            balance.Run(perCost: true);
            var score = state.Placement.Score;
            if (Score.Compare(score, best, state.Order) >= 0)
            {
                break;
            }

            best = score;
            state.Placement.Place.CopyTo(bestPlace, 0);
        }

        state.GoTo(bestPlace);
    }

    /// <summary>Branches of the exact search; 0 where a proof would cost more than the search itself.</summary>
    private long ExactBranches()
    {
        if (problem.Options.SearchEffort == 0)
        {
            return 0;
        }

        double placements = 1;
        foreach (var item in problem.Items)
        {
            placements *= Math.Max(1, item.Allowed.Count);
        }

        var pairs = (long)problem.Items.Length * problem.NodeCount;
        return placements <= SmallPlacements ? SmallBranches : SearchEffort.IsProvable(problem) ? BranchesPerPair * pairs : 0;
    }

    private static OptimizerResult Result(int[] place, bool optimal, SearchBudget budget) => new()
    {
        Place = place,
        Optimal = optimal,
        Evaluated = budget.Spent,
    };
}
