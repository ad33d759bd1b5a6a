namespace ProxLB.Core.Constraints;

/// <summary>The fullest and the emptiest open place differ by at most one member. Preferred; an anti-affinity limits the fullest.</summary>
internal sealed class EvenSpreadSession(
    string? rule, int[] members, ReadOnlySpan<int> placement, int[]? placeOfNode, int places, NodeSet open, Func<int, int, string> explain)
    : GroupSession(rule, members, placement, placeOfNode, places, explain)
{
    private readonly int _openPlaces = open.Count;

    protected override long Count(GroupCounts counts)
    {
        var highest = 0;
        var lowest = int.MaxValue;
        var occupied = 0;
        for (var i = 0; i < counts.Occupied; i++)
        {
            if (open.Contains(counts.Places[i]))
            {
                highest = Math.Max(highest, counts.Counts[i]);
                lowest = Math.Min(lowest, counts.Counts[i]);
                occupied++;
            }
        }

        return Math.Max(0, highest - (occupied < _openPlaces ? 0 : lowest) - 1);
    }
}
