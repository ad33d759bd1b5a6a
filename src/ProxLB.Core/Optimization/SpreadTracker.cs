namespace ProxLB.Core.Optimization;

/// <summary>The highest and lowest utilisations of one dimension, ready to answer "and without these nodes?".</summary>
/// <remarks>It remembers a few extreme nodes, so that a move, which touches two nodes, is answered without a scan.</remarks>
internal sealed class SpreadTracker(BalancedDimension dimension, long[] ticks, int offset, int nodeCount)
{
    private const int Kept = 4;

    private readonly int[] _highest = new int[Kept];
    private readonly int[] _lowest = new int[Kept];
    private int _count;
    private bool _stale = true;

    public void Invalidate() => _stale = true;

    /// <summary>The extremes over counting nodes that are not stamped; false if there is none.</summary>
    public bool Extremes(int[] stamps, int stamp, out long highest, out long lowest)
    {
        Refresh();
        if (Find(_highest, stamps, stamp, out highest) && Find(_lowest, stamps, stamp, out lowest))
        {
            return true;
        }

        return Scan(stamps, stamp, out highest, out lowest);
    }

    public int HighestNode()
    {
        Refresh();
        return _count == 0 ? -1 : _highest[0];
    }

    public int LowestNode()
    {
        Refresh();
        return _count == 0 ? -1 : _lowest[0];
    }

    private bool Find(int[] kept, int[] stamps, int stamp, out long value)
    {
        for (var i = 0; i < _count; i++)
        {
            if (stamps[kept[i]] != stamp)
            {
                value = ticks[offset + kept[i]];
                return true;
            }
        }

        value = 0;
        return false;
    }

    private bool Scan(int[] stamps, int stamp, out long highest, out long lowest)
    {
        highest = long.MinValue;
        lowest = long.MaxValue;
        for (var n = 0; n < nodeCount; n++)
        {
            if (dimension.Capacity[n] > 0 && stamps[n] != stamp)
            {
                highest = Math.Max(highest, ticks[offset + n]);
                lowest = Math.Min(lowest, ticks[offset + n]);
            }
        }

        return highest != long.MinValue;
    }

    private void Refresh()
    {
        if (!_stale)
        {
            return;
        }

        _stale = false;
        _count = 0;
        for (var n = 0; n < nodeCount; n++)
        {
            if (dimension.Capacity[n] == 0)
            {
                continue;
            }

            var value = ticks[offset + n];
            var room = _count < Kept;
            if (room || value > ticks[offset + _highest[Kept - 1]])
            {
                Insert(_highest, n, room ? _count : Kept - 1, value, 1);
            }

            if (room || value < ticks[offset + _lowest[Kept - 1]])
            {
                Insert(_lowest, n, room ? _count : Kept - 1, value, -1);
            }

            _count = Math.Min(Kept, _count + 1);
        }
    }

    private void Insert(int[] kept, int node, int slot, long value, int sign)
    {
        while (slot > 0 && sign * value > sign * ticks[offset + kept[slot - 1]])
        {
            kept[slot] = kept[slot - 1];
            slot--;
        }

        kept[slot] = node;
    }
}
