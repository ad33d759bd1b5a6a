namespace ProxLB.Core.Analysis;

/// <summary>Whether a node takes a guest, why not, and what that would mean for its load.</summary>
public sealed record NodeVerdict
{
    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>Whether nothing speaks against it.</summary>
    public bool Allowed => Objections.Count == 0;

    /// <summary>What speaks against it, the filters first, then rules, then limits.</summary>
    public IReadOnlyList<PlacementObjection> Objections { get; init; } = [];

    /// <summary>By balanced dimension: the node's utilisation as it is, as a fraction of usable capacity.</summary>
    public IReadOnlyDictionary<string, double> Before { get; init; } = Cluster.Empty.Measures;

    /// <summary>By balanced dimension: its utilisation with the guest.</summary>
    public IReadOnlyDictionary<string, double> After { get; init; } = Cluster.Empty.Measures;

    /// <summary>By how much the imbalance falls with the guest there, in percent squared; negative if it rises, null if the node does not take it.</summary>
    public double? Gain { get; init; }
}
