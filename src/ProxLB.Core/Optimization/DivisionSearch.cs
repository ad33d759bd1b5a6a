namespace ProxLB.Core.Optimization;

/// <summary>Brings load into the guide's window by dividing the items of two nodes anew, pair by pair, until no pair gains.</summary>
internal sealed class DivisionSearch(SearchState state)
{
    /// <summary>All pairs are gone through at most so often.</summary>
    private const int MostPasses = 10;

    private readonly PairDivision _pair = new(state);
    private readonly int[] _changed = new int[state.Problem.NodeCount];
    private readonly int[] _tried = new int[state.Problem.NodeCount * state.Problem.NodeCount];
    private int _clock;

    public void Run()
    {
        // The window may have moved since the last time, so that every node counts as changed.
        Array.Fill(_changed, ++_clock);
        for (var pass = 0; pass < MostPasses && Pass() && !state.Budget.Exhausted; pass++)
        {
        }
    }

    private bool Pass()
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

                var gained = _pair.Run(first, second);
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
