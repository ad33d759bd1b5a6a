namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>A group, up to release 8: the nodes that its resources run on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">Its nodes.</param>
public sealed record ResourceGroup(string Name, IReadOnlyList<NodePriority> Nodes)
{
    /// <summary>Whether its resources run on no other node.</summary>
    public bool Restricted { get; init; }

    /// <summary>Whether its resources stay when a better node comes back.</summary>
    public bool NoFailback { get; init; }

    /// <summary>A comment; null if none.</summary>
    public string? Comment { get; init; }
}
