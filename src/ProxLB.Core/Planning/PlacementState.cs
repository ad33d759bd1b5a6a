namespace ProxLB.Core.Planning;

/// <summary>The figures of one placement.</summary>
public sealed record PlacementState
{
    /// <summary>By dimension: highest minus lowest utilisation of eligible nodes, in percentage points.</summary>
    public required IReadOnlyDictionary<string, double> Spread { get; init; }

    /// <summary>Weighted mean square deviation of utilisation from its mean, in percent squared; 0 is perfect.</summary>
    public double Imbalance { get; init; }

    /// <summary>What the goal still lacks; 0 means that it holds.</summary>
    public double Distance { get; init; }

    /// <summary>The imbalance that Proxmox's own scheduler would compute, in percent; null if its figures are not known.</summary>
    public double? NativeImbalancePercent { get; init; }

    /// <summary>The score, term by term.</summary>
    public IReadOnlyList<ScoreTerm> Terms { get; init; } = [];

    /// <summary>Each node's figures.</summary>
    public required IReadOnlyList<NodeState> Nodes { get; init; }
}
