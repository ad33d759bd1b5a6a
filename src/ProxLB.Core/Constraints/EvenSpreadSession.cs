namespace ProxLB.Core.Constraints;

/// <summary>The fullest and the emptiest open place differ by at most one member. Preferred; an anti-affinity limits the fullest.</summary>
internal sealed class EvenSpreadSession(
    string? rule, int[] members, ReadOnlySpan<int> placement, int[]? placeOfNode, int places, int openPlaces, Func<int, int, string> explain)
    : GroupSession(rule, members, placement, placeOfNode, places, explain)
{
    protected override long Count(GroupCounts counts)
    {
        var highest = 0;
        var lowest = counts.Occupied < openPlaces ? 0 : int.MaxValue;
        foreach (var count in counts.Counts)
        {
            highest = Math.Max(highest, count);
            lowest = Math.Min(lowest, count);
        }

        return Math.Max(0, highest - lowest - 1);
    }
}
