namespace ProxLB.Core.Cluster;

/// <summary>An HA rule (PVE 9).</summary>
public sealed record HaRule
{
    /// <summary>The rule's name.</summary>
    public required string Name { get; init; }

    /// <summary>Node affinity or resource affinity.</summary>
    public required HaRuleType Type { get; init; }

    /// <summary>The VMIDs it is about.</summary>
    public required IReadOnlyList<int> Guests { get; init; }

    /// <summary>Positive or negative.</summary>
    public HaAffinity Affinity { get; init; }

    /// <summary>For node affinity: the nodes; higher priority is preferred.</summary>
    public IReadOnlyList<NodePreference> Nodes { get; init; } = [];

    /// <summary>For node affinity: whether no other node is allowed.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether it is switched off.</summary>
    public bool Disabled { get; init; }

    /// <summary>What is wrong with it; if not empty, the HA manager does not apply it.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
