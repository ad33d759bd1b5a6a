using ProxLB.Core.Planning;

namespace ProxLB.Core.Analysis;

/// <summary>What the loss of a node, or of all nodes with a label, would do.</summary>
public sealed record LossReport
{
    /// <summary>The label whose nodes are lost, such as <c>room</c>; null: a single node.</summary>
    public string? Label { get; init; }

    /// <summary>The name of the node, or the label's value.</summary>
    public required string Name { get; init; }

    /// <summary>The lost nodes.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>HA guests and where the HA manager would restart them, in its order.</summary>
    public IReadOnlyList<RestartedGuest> Restarts { get; init; } = [];

    /// <summary>HA guests for which it would find no node, and why.</summary>
    public IReadOnlyList<SkippedGuest> Unplaced { get; init; } = [];

    /// <summary>How many running guests would stay down because they are not under HA.</summary>
    public int Down { get; init; }

    /// <summary>The nodes that are left, each with its memory.</summary>
    public IReadOnlyList<SurvivorLoad> Survivors { get; init; } = [];

    /// <summary>Whether more than half of all nodes would be left; a separate quorum device is not known here.</summary>
    public bool KeepsMajority { get; init; }

    /// <summary>Whether each HA guest would be restarted on a node with memory for it.</summary>
    public bool Recovers => Unplaced.Count == 0 && Restarts.All(restart => restart.Fits);

    /// <summary>Where what the HA manager does differs from what would be possible, in one sentence; null if it does not.</summary>
    public string? Difference { get; init; }
}
