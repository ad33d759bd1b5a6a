namespace ProxLB.Core.Optimization;

/// <summary>Chooses the fullest or emptiest eligible nodes, by the weighted sum of their utilisations.</summary>
internal sealed class NodeExtremes(PlacementProblem problem, LoadGuide guide)
{
    private readonly double[] _keys = new double[problem.NodeCount];
    private readonly int[] _nodes = new int[problem.NodeCount];

    /// <summary>The fullest first; valid until the next call.</summary>
    public ReadOnlySpan<int> Fullest(int most, int except = -1) => Choose(-1, most, except);

    /// <summary>The emptiest first; valid until the next call.</summary>
    public ReadOnlySpan<int> Emptiest(int most, int except = -1) => Choose(1, most, except);

    /// <summary>One pass with a heap of those chosen so far, the last of them on top: sorting thousands for a few would take longer than the search.</summary>
    private ReadOnlySpan<int> Choose(int sign, int most, int except)
    {
        var count = 0;
        for (var n = 0; n < problem.NodeCount; n++)
        {
            if (n == except || !problem.Eligible[n])
            {
                continue;
            }

            var key = sign * guide.LoadOf(n);
            if (count < most)
            {
                Rise(count++, key, n);
            }
            else if (key < _keys[0])
            {
                Sink(key, n, count);
            }
        }

        Array.Sort(_keys, _nodes, 0, count);
        return _nodes.AsSpan(0, count);
    }

    private void Rise(int at, double key, int node)
    {
        while (at > 0 && _keys[(at - 1) / 2] < key)
        {
            (_keys[at], _nodes[at]) = (_keys[(at - 1) / 2], _nodes[(at - 1) / 2]);
            at = (at - 1) / 2;
        }

        (_keys[at], _nodes[at]) = (key, node);
    }

    private void Sink(double key, int node, int count)
    {
        var at = 0;
        for (var child = 1; child < count; child = (2 * at) + 1)
        {
            child += child + 1 < count && _keys[child + 1] > _keys[child] ? 1 : 0;
            if (_keys[child] <= key)
            {
                break;
            }

            (_keys[at], _nodes[at]) = (_keys[child], _nodes[child]);
            at = child;
        }

        (_keys[at], _nodes[at]) = (key, node);
    }
}
