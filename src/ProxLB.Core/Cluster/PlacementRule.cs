namespace ProxLB.Core.Cluster;

/// <summary>A rule about where guests may be, stated or derived.</summary>
public sealed record PlacementRule
{
    /// <summary>What it says.</summary>
    public required RuleType Type { get; init; }

    /// <summary>Its name, for display.</summary>
    public string? Name { get; init; }

    /// <summary>The VMIDs it is about. An unknown one is a warning.</summary>
    public required IReadOnlyList<int> Guests { get; init; }

    /// <summary>For <see cref="RuleType.AntiAffinity"/>: no guest of <see cref="Guests"/> shares a node with one of these.</summary>
    public IReadOnlyList<int> OtherGuests { get; init; } = [];

    /// <summary>The nodes it names. An unknown one is a warning.</summary>
    public IReadOnlyList<NodePreference> Nodes { get; init; } = [];

    /// <summary>Whether it must hold; otherwise it is preferred, with <see cref="Weight"/>.</summary>
    public bool Required { get; init; } = true;

    /// <summary>For <see cref="RuleType.AntiAffinity"/>: a node label to spread over instead of the node itself.</summary>
    public string? SpreadBy { get; init; }

    /// <summary>Where it comes from.</summary>
    public RuleOrigin Origin { get; init; }

    /// <summary>What one violation of a preferred rule weighs; above 0, at most 1,000,000,000.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>For node rules: the nodes with this label, instead of <see cref="Nodes"/>.</summary>
    public NodeLabel? Label { get; init; }

    /// <summary>For <see cref="RuleType.Ignore"/>: the guests are still moved off a node in maintenance.</summary>
    public bool ExceptMaintenance { get; init; }
}
