namespace ProxLB.Core.Optimization;

/// <summary>Large neighbourhood search (Shaw 1998): takes some moves back or moves something at random, mends and shortens again, and keeps what is better.</summary>
internal sealed class Perturbation(SearchState state, BalanceSearch balance, DivisionSearch division, Shortening shortening)
{
    /// <summary>At most so many guests are disturbed in a round.</summary>
    private const int MostDisturbed = 7;

    /// <summary>A window asks for at least this part of the least spread known.</summary>
    private const double NarrowestPart = 0.5;

    private readonly List<int> _moved = [];
    private readonly int[] _bestPlace = new int[state.Problem.GuestCount];
    private readonly double[] _spread = new double[state.Problem.Dimensions.Length];
    private readonly bool _hasSpread =
        state.Problem.Goal == BalancingGoal.Target && !Array.Exists(state.Problem.Dimensions, d => d.HotAbove is not null);

    /// <param name="rounds">At most so many rounds.</param>
    /// <param name="evaluations">And at most so many evaluations.</param>
    public void Run(int rounds, long evaluations)
    {
        var best = state.Placement.Score;
        Remember();
        var failures = 0;
        var mostFailures = SearchEffort.PerturbationFailures(state.Problem);
        var end = state.Budget.Spent + evaluations;
        for (var round = 0; round < rounds && failures < mostFailures && state.Budget.Spent < end && !state.Budget.Exhausted; round++)
        {
            Round(best);
            var score = state.Placement.Score;
            if (!state.Budget.Interrupted && Score.Compare(score, best, state.Order) < 0)
            {
                best = score;
                Remember();
                failures = 0;
            }
            else
            {
                failures++;
                state.GoTo(_bestPlace);
            }
        }

        state.GoTo(_bestPlace);
    }

    private void Round(in Score best)
    {
        // Where the goal is not reached the windows are narrower than the least spread known: a placement inside them has lowered it.
        var tighten = best.Distance > 0 && _hasSpread;
        if (tighten)
        {
            SearchWindow.Tighten(state, _spread, () => NarrowestPart + ((1 - NarrowestPart) * state.Random.NextUnit()), state.Random.NextUnit);
        }
        else
        {
            SearchWindow.Set(state, state.Random.NextUnit);
        }

        Disturb();
        if (division.CanRun && state.Random.Next(2) == 0)
        {
            division.Run(movedFirst: !tighten);
        }
        else
        {
            balance.Run(perCost: !tighten && state.Problem.Goal != BalancingGoal.Best && state.Random.Next(4) > 0);
        }

        if (state.Placement.Score.Distance <= best.Distance || state.Problem.Goal == BalancingGoal.Best)
        {
            shortening.Run();
        }
    }

    private void Remember()
    {
        state.Placement.Place.CopyTo(_bestPlace, 0);
        for (var d = 0; d < _spread.Length; d++)
        {
            var tracker = state.Placement.Spread(d);
            _spread[d] = tracker.HighestNode() < 0
                ? 0
                : state.Guide.UtilisationOf(d, tracker.HighestNode()) - state.Guide.UtilisationOf(d, tracker.LowestNode());
        }
    }

    private void Disturb()
    {
        _moved.Clear();
        for (var i = 0; i < state.NodeOf.Length; i++)
        {
            if (state.HasMoved(i))
            {
                _moved.Add(i);
            }
        }

        var strength = 1 + state.Random.Next(MostDisturbed);
        for (var k = 0; k < strength; k++)
        {
            if (_moved.Count > 0 && state.Random.Next(3) > 0)
            {
                TryBack(_moved[state.Random.Next(_moved.Count)]);
            }
            else
            {
                TryAnywhere(state.Random.Next(state.NodeOf.Length));
            }
        }
    }

    private void TryBack(int item)
    {
        var back = state.MovesBack(item);
        if (back.Length > 0 && state.TryScore(back, out var score) && IsNoWorse(score))
        {
            state.Commit(back);
        }
    }

    private void TryAnywhere(int item)
    {
        var node = state.Problem.Items[item].Allowed.Next(state.Random.Next(state.Problem.NodeCount) - 1);
        if (node < 0)
        {
            return;
        }

        var moves = state.MovesTo(item, node);
        if (moves.Length > 0 && state.TryScore(moves, out var score) && IsNoWorse(score))
        {
            state.Commit(moves);
        }
    }

    private bool IsNoWorse(in Score score)
    {
        var now = state.Placement.Score;
        return (score.Violations, score.Overload, score.Preferred).CompareTo((now.Violations, now.Overload, now.Preferred)) <= 0;
    }
}
