namespace ProxLB.Core.Constraints;

/// <summary>All members share one place; a violation is a member away from where most are.</summary>
internal sealed class AffinitySession(
    string? rule, int[] members, ReadOnlySpan<int> placement, int places, Func<int, int, string> explain)
    : GroupSession(rule, members, placement, null, places, explain)
{
    /// <summary>Members between the group's old node and its new one count as together.</summary>
    public override bool HoldsOnTheWay => true;

    public override bool GrowsWithMembers => true;

    protected override long Count(GroupCounts counts)
    {
        var most = 0;
        foreach (var count in counts.Counts)
        {
            most = Math.Max(most, count);
        }

        return counts.Members - most;
    }

    protected override bool Forbids(int guest, int node) => Counts.Members > 1 && Counts.On(node) == 0;
}
