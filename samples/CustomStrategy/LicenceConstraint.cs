using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;

namespace CustomStrategy;

/// <summary>A licence allows three nodes: guests with the same label <c>licence</c> run on three nodes at most.</summary>
internal sealed class LicenceConstraint : GroupConstraint
{
    private const int LicensedNodes = 3;

    public override string Name => "licence";

    protected override string? KeyOf(Guest guest) => guest.Labels.GetValueOrDefault("licence");

    // Those outside the three fullest nodes would have to move.
    protected override long CountViolations(GroupCounts counts) =>
        counts.Counts.ToArray().OrderDescending().Skip(LicensedNodes).Sum();
}
