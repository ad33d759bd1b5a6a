namespace ProxLB.Core.Cluster;

/// <summary>An HA group (PVE up to 8).</summary>
public sealed record HaGroup
{
    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its nodes; higher priority is preferred.</summary>
    public required IReadOnlyList<NodePreference> Nodes { get; init; }

    /// <summary>Whether its guests run on no other node.</summary>
    public bool Restricted { get; init; }

    /// <summary>Whether its guests stay when a node of higher priority comes back.</summary>
    public bool NoFailback { get; init; }
}
