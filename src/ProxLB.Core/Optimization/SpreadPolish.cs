using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Lowers the distance itself where the guide is at its end: moves and exchanges at the fullest and the emptiest node, scored exactly.</summary>
internal sealed class SpreadPolish(SearchState state)
{
    /// <summary>Exchanges are tried while one round looks at no more pairs than this.</summary>
    private const int MostPairs = 20_000;

    private Score _best;
    private (int Item, int Node, int Other, int OtherNode) _found;

    public bool Run()
    {
        var any = false;
        while (!state.Budget.Exhausted && Step())
        {
            any = true;
        }

        return any;
    }

    private bool Step()
    {
        var problem = state.Problem;
        _best = state.Placement.Score;
        _found = (-1, -1, -1, -1);
        if (_best.Distance == 0)
        {
            return false;
        }

        for (var d = 0; d < problem.Dimensions.Length; d++)
        {
            var high = state.Placement.Spread(d).HighestNode();
            var low = state.Placement.Spread(d).LowestNode();
            if (high < 0)
            {
                continue;
            }

            Leave(high);
            if (low != high)
            {
                Arrive(low);
                Exchange(high);
                Exchange(low);
            }
        }

        if (_found.Item < 0)
        {
            return false;
        }

        var (item, node, other, otherNode) = _found;
        state.Commit(other < 0 ? state.MovesTo(item, node) : state.MovesTo(item, node, other, otherNode));
        return true;
    }

    private void Leave(int node)
    {
        for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
        {
            var allowed = state.Problem.Items[item].Allowed;
            for (var target = allowed.Next(-1); target >= 0 && !state.Budget.Exhausted; target = allowed.Next(target))
            {
                if (target != node)
                {
                    Consider(state.MovesTo(item, target), (item, target, -1, -1));
                }
            }
        }
    }

    private void Arrive(int node)
    {
        for (var item = 0; item < state.NodeOf.Length && !state.Budget.Exhausted; item++)
        {
            if (state.NodeOf[item] != node && state.NodeOf[item] >= 0 && state.Problem.Items[item].Allowed.Contains(node))
            {
                Consider(state.MovesTo(item, node), (item, node, -1, -1));
            }
        }
    }

    private void Exchange(int node)
    {
        var own = 0;
        for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
        {
            own++;
        }

        if ((long)own * state.NodeOf.Length > MostPairs)
        {
            return;
        }

        for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
        {
            for (var other = 0; other < state.NodeOf.Length && !state.Budget.Exhausted; other++)
            {
                var partner = state.NodeOf[other];
                if (partner >= 0 && partner != node
                    && state.Problem.Items[item].Allowed.Contains(partner)
                    && state.Problem.Items[other].Allowed.Contains(node))
                {
                    Consider(state.MovesTo(item, partner, other, node), (item, partner, other, node));
                }
            }
        }
    }

    private void Consider(ReadOnlySpan<Move> moves, (int, int, int, int) found)
    {
        if (state.TryScore(moves, out var score) && Score.Compare(score, _best, ScoreOrder.Balance) < 0)
        {
            _best = score;
            _found = found;
        }
    }
}
