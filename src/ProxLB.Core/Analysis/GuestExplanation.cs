using ProxLB.Core.Cluster;

namespace ProxLB.Core.Analysis;

/// <summary>Why a guest is where it is, and why it may not go elsewhere.</summary>
public sealed record GuestExplanation
{
    /// <summary>Its VMID.</summary>
    public required int Guest { get; init; }

    /// <summary>Its name; null if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Virtual machine or container.</summary>
    public GuestKind Kind { get; init; }

    /// <summary>The node it is on.</summary>
    public required string Node { get; init; }

    /// <summary>Why it is where it is, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What keeps it where it is in every run; null if it may be moved.</summary>
    public PlacementObjection? Hold { get; init; }

    /// <summary>What speaks against the node it is on; empty if it may be there.</summary>
    public IReadOnlyList<PlacementObjection> Here { get; init; } = [];

    /// <summary>The rules that name it.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The verdict on each node but its own, in the snapshot's order.</summary>
    public IReadOnlyList<NodeVerdict> Nodes { get; init; } = [];
}
