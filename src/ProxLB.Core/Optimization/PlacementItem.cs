using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>What moves as one: a guest, or all guests of a required affinity.</summary>
internal sealed class PlacementItem
{
    /// <summary>Guest indexes, ascending.</summary>
    public required int[] Guests { get; init; }

    /// <summary>Nodes that all members may use.</summary>
    public required NodeSet Allowed { get; init; }

    /// <summary>Whether that is every node that any guest may use.</summary>
    public required bool Everywhere { get; init; }

    /// <summary>Sum of the members' demands, by row.</summary>
    public required long[] Demand { get; init; }

    /// <summary>Sum of the members' costs.</summary>
    public required long Cost { get; init; }

    /// <summary>Whether a rule with a session names a member.</summary>
    public required bool Ruled { get; init; }
}
