namespace ProxLB.Core.Constraints;

/// <summary>No place holds more than so many members: one if there are enough places, otherwise an even share of them.</summary>
internal sealed class AntiAffinitySession(
    string? rule, int[] members, ReadOnlySpan<int> placement, int[]? placeOfNode, int places, int most, Func<int, int, string> explain)
    : GroupSession(rule, members, placement, placeOfNode, places, explain)
{
    public override bool GrowsWithMembers => true;

    protected override long Count(GroupCounts counts)
    {
        long surplus = 0;
        foreach (var count in counts.Counts)
        {
            surplus += Math.Max(0, count - most);
        }

        return surplus;
    }
}
