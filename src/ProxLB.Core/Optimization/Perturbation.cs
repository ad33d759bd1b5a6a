namespace ProxLB.Core.Optimization;

/// <summary>Large neighbourhood search (Shaw 1998): takes some moves back or moves something at random, mends and shortens again, and keeps what is better.</summary>
internal sealed class Perturbation(SearchState state, BalanceSearch balance, SpreadPolish polish, Shortening shortening)
{
    /// <summary>So many rounds without a better placement end the search.</summary>
    private const int MostFailures = 600;

    private readonly List<int> _moved = [];

    /// <param name="rounds">At most so many rounds.</param>
    public void Run(int rounds)
    {
        var problem = state.Problem;
        var best = state.Placement.Score;
        var bestPlace = (int[])state.Placement.Place.Clone();
        var failures = 0;
        var end = state.Budget.Spent + SearchEffort.PerturbationEvaluations(problem);
        for (var round = 0; round < rounds && failures < MostFailures && state.Budget.Spent < end && !state.Budget.Exhausted; round++)
        {
            SearchWindow.Set(state, () => state.Random.NextUnit());
            Disturb();
            balance.Run(perCost: problem.Goal != BalancingGoal.Best && state.Random.Next(4) > 0);
            if (problem.Goal != BalancingGoal.Best)
            {
                polish.Run();
            }

            shortening.Run();
            var score = state.Placement.Score;
            if (!state.Budget.Interrupted && Score.Compare(score, best, state.Order) < 0)
            {
                best = score;
                state.Placement.Place.CopyTo(bestPlace, 0);
                failures = 0;
            }
            else
            {
                failures++;
                state.GoTo(bestPlace);
            }
        }

        state.GoTo(bestPlace);
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

        var strength = 1 + state.Random.Next(4);
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
