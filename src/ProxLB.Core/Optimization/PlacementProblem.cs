using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>A cluster, compiled once a run: dense indexes, integer loads, bitsets. It does not change after that.</summary>
/// <remarks>Rows hold loads: those of balanced dimensions and those that only limit. By node and row the index is
/// <c>row * NodeCount + node</c>, by guest and row <c>guest * RowCount + row</c>.</remarks>
internal sealed record PlacementProblem
{
    public required ClusterSnapshot Cluster { get; init; }

    public required int NodeCount { get; init; }

    public required int GuestCount { get; init; }

    public required int RowCount { get; init; }

    public required string[] RowNames { get; init; }

    public required string[] RowUnits { get; init; }

    /// <summary>By guest: its node at the start.</summary>
    public required int[] Start { get; init; }

    public required bool[] Eligible { get; init; }

    /// <summary>By node: whether it is to be emptied.</summary>
    public required bool[] Leaving { get; init; }

    /// <summary>By guest: the nodes it may go to.</summary>
    public required NodeSet[] Allowed { get; init; }

    /// <summary>By guest: why it stays; null: it may move.</summary>
    public required HoldReason?[] Holds { get; init; }

    /// <summary>By row and node: load that no guest of the placement causes, guests in flight to the node included.</summary>
    public required long[] Base { get; init; }

    /// <summary>By row and node: the most load a node may have when a guest with demand comes to it.</summary>
    public required long[] Limit { get; init; }

    /// <summary>Rows that have a limit anywhere.</summary>
    public required int[] LimitedRows { get; init; }

    /// <summary>By guest and row.</summary>
    public required long[] Demand { get; init; }

    /// <summary>By guest: what moving it costs, in bytes.</summary>
    public required long[] Cost { get; init; }

    public required BalancedDimension[] Dimensions { get; init; }

    public required BoundSession[] Sessions { get; init; }

    /// <summary>By guest: where its sessions begin in <see cref="SessionIds"/>; one more at the end.</summary>
    public required int[] SessionStart { get; init; }

    public required int[] SessionIds { get; init; }

    /// <summary>What moves as one; every movable guest is in exactly one item.</summary>
    public required PlacementItem[] Items { get; init; }

    /// <summary>By guest: its item; -1 if it stays.</summary>
    public required int[] ItemOf { get; init; }

    public required NodeExplainer[] Explainers { get; init; }

    public required GoalOptions Options { get; init; }

    public required BalancingGoal Goal { get; init; }

    public required int? MaxMigrations { get; init; }

    /// <summary>Integer steps of one unit of imbalance.</summary>
    public double ImbalanceSteps { get; set; } = 1;

    /// <summary>By guest: whether a violated filter of its start node counts (it may move, so it must).</summary>
    public bool MustLeave(int guest, int node) => Holds[guest] is null && !Allowed[guest].Contains(node);

    public ScoreOrder Order => Goal is BalancingGoal.RulesOnly or BalancingGoal.Drain ? ScoreOrder.RepairsOnly : ScoreOrder.Balance;

    /// <summary>The same problem without the items of some guests: they stay, whatever the search finds.</summary>
    /// <param name="guests">By guest: whether it stays.</param>
    public PlacementProblem Without(bool[] guests)
    {
        PlacementItem[] items = [.. Items.Where(item => !Array.Exists(item.Guests, guest => guests[guest]))];
        var itemOf = new int[GuestCount];
        Array.Fill(itemOf, -1);
        for (var i = 0; i < items.Length; i++)
        {
            foreach (var guest in items[i].Guests)
            {
                itemOf[guest] = i;
            }
        }

        return this with { Items = items, ItemOf = itemOf };
    }

    /// <summary>The node that an item, or the first member of it, was on at the start.</summary>
    public int StartOf(int item) => Start[Items[item].Guests[0]];

    public long DemandOf(int guest, int row) => Demand[(guest * RowCount) + row];

    public ReadOnlySpan<int> SessionsOf(int guest) =>
        SessionIds.AsSpan(SessionStart[guest], SessionStart[guest + 1] - SessionStart[guest]);
}
