namespace ProxLB.Core.Optimization;

/// <summary>Brings load into the guide's window by dividing the items of two nodes anew, pair by pair.</summary>
internal sealed class DivisionSearch(SearchState state)
{
    /// <summary>All pairs are gone through at most so often.</summary>
    private const int MostPasses = 10;

    /// <summary>With more nodes than this there are too many pairs to look at again and again.</summary>
    private const int MostNodes = 64;

    /// <summary>A node outside the window is paired with so many others.</summary>
    private const int Partners = 24;

    /// <summary>A term that is not worth mending.</summary>
    private const double Epsilon = 1e-13;

    private readonly PairDivision _pair = new(state);
    private readonly int[] _changed = new int[state.Problem.NodeCount];
    private int[] _tried = [];
    private int _clock;

    /// <summary>Whether there are few enough nodes for <see cref="Run"/>.</summary>
    public bool CanRun => state.Problem.NodeCount <= MostNodes;

    /// <summary>Divides each pair, until none gains.</summary>
    /// <param name="movedFirst">Of too many items, whether those that have moved are preferred.</param>
    public void Run(bool movedFirst)
    {
        if (_tried.Length == 0)
        {
            _tried = new int[state.Problem.NodeCount * state.Problem.NodeCount];
        }

        // The window may have moved since the last time, so that every node counts as changed.
        Array.Fill(_changed, ++_clock);
        for (var pass = 0; pass < MostPasses && Pass(movedFirst) && !state.Budget.Exhausted; pass++)
        {
        }
    }

    /// <summary>Pairs each node that is outside the window with those that are most likely to help it.</summary>
    public void Mend()
    {
        for (var node = 0; node < state.Problem.NodeCount; node++)
        {
            if (state.Guide.TermOf(node) > Epsilon)
            {
                var partners = state.Guide.IsAbove(node) ? state.Extremes.Emptiest(Partners, node) : state.Extremes.Fullest(Partners, node);
                for (var i = 0; i < partners.Length && state.Guide.TermOf(node) > Epsilon && !state.Budget.Exhausted; i++)
                {
                    _pair.Run(node, partners[i]);
                }
            }
        }
    }

    private bool Pass(bool movedFirst)
    {
        var nodes = state.Problem.NodeCount;
        var any = false;
        for (var first = 0; first < nodes; first++)
        {
            for (var second = first + 1; second < nodes && !state.Budget.Exhausted; second++)
            {
                // A pair is looked at again only if one of its nodes has changed since, through another pair.
                ref var tried = ref _tried[(first * nodes) + second];
                if (Math.Max(_changed[first], _changed[second]) <= tried)
                {
                    continue;
                }

                var gained = _pair.Run(first, second, movedFirst);
                tried = ++_clock;
                if (gained)
                {
                    _changed[first] = _changed[second] = _clock;
                    any = true;
                }
            }
        }

        return any;
    }
}
