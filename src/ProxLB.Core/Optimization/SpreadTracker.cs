namespace ProxLB.Core.Optimization;

/// <summary>The highest and lowest utilisations of one dimension, ready to answer "and without these nodes?".</summary>
/// <remarks>It remembers a few extreme nodes, so that a move, which touches two nodes, is answered without a scan. A node outside a list
/// is never more extreme than one inside; a list that has run empty is filled anew when it is asked.</remarks>
internal sealed class SpreadTracker(BalancedDimension dimension, long[] ticks, int offset, int nodeCount)
{
    private const int Kept = 6;

    private readonly ExtremeList _highest = new(ticks, offset, 1);
    private readonly ExtremeList _lowest = new(ticks, offset, -1);

    /// <summary>Takes note that a counting node has a new utilisation.</summary>
    public void Update(int node)
    {
        _highest.Update(node);
        _lowest.Update(node);
    }

    /// <summary>The extremes over counting nodes that are not stamped; false if there is none.</summary>
    public bool Extremes(int[] stamps, int stamp, out long highest, out long lowest)
    {
        Refresh();
        if (_highest.Find(stamps, stamp, out highest) && _lowest.Find(stamps, stamp, out lowest))
        {
            return true;
        }

        return Scan(stamps, stamp, out highest, out lowest);
    }

    public int HighestNode()
    {
        Refresh();
        return _highest.First;
    }

    public int LowestNode()
    {
        Refresh();
        return _lowest.First;
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
        if (_highest.Count > 0 && _lowest.Count > 0)
        {
            return;
        }

        _highest.Clear();
        _lowest.Clear();
        for (var n = 0; n < nodeCount; n++)
        {
            if (dimension.Capacity[n] > 0)
            {
                _highest.Offer(n);
                _lowest.Offer(n);
            }
        }
    }

    /// <summary>A few nodes with the most extreme values, in order.</summary>
    private sealed class ExtremeList(long[] ticks, int offset, int sign)
    {
        private readonly int[] _nodes = new int[Kept];

        public int Count { get; private set; }

        public int First => Count == 0 ? -1 : _nodes[0];

        public void Clear() => Count = 0;

        public bool Find(int[] stamps, int stamp, out long value)
        {
            for (var i = 0; i < Count; i++)
            {
                if (stamps[_nodes[i]] != stamp)
                {
                    value = ticks[offset + _nodes[i]];
                    return true;
                }
            }

            value = 0;
            return false;
        }

        /// <summary>Takes a node that is not in the list, while the list is being filled from all nodes.</summary>
        public void Offer(int node)
        {
            if (Count < Kept)
            {
                Insert(node, Count++);
            }
            else if (Value(node) > Value(_nodes[Kept - 1]))
            {
                Insert(node, Kept - 1);
            }
        }

        public void Update(int node)
        {
            if (Count == 0)
            {
                return;
            }

            var at = _nodes.AsSpan(0, Count).IndexOf(node);
            if (at >= 0)
            {
                _nodes.AsSpan(at + 1, Count - at - 1).CopyTo(_nodes.AsSpan(at));
                Count--;
            }

            // Below the last that is kept there may be others in between, so that it cannot be known whether the node comes next.
            if (Count > 0 && Value(node) > Value(_nodes[Count - 1]))
            {
                Insert(node, Count < Kept ? Count++ : Kept - 1);
            }
        }

        private long Value(int node) => sign * ticks[offset + node];

        private void Insert(int node, int slot)
        {
            while (slot > 0 && Value(node) > Value(_nodes[slot - 1]))
            {
                _nodes[slot] = _nodes[slot - 1];
                slot--;
            }

            _nodes[slot] = node;
        }
    }
}
