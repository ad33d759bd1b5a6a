namespace ProxLB.Core.Optimization;

/// <summary>A dimension that counts in distance and imbalance.</summary>
internal sealed class BalancedDimension
{
    public required string Name { get; init; }

    /// <summary>The row of its true loads: spread.</summary>
    public required int Row { get; init; }

    /// <summary>The row of its loads weighted by priority: imbalance. The same row where all guests have normal priority.</summary>
    public required int PriorityRow { get; init; }

    /// <summary>By node: usable capacity; 0 where the node does not count (no capacity, or not eligible).</summary>
    public required long[] Capacity { get; init; }

    /// <summary>Its share of the weights, 0 to 1.</summary>
    public required double Weight { get; init; }

    /// <summary><see cref="Weight"/> in integer steps.</summary>
    public required long WeightSteps { get; init; }

    /// <summary>The spread that is allowed, in ticks.</summary>
    public required long Balanciness { get; init; }

    /// <summary>The utilisation that some node must reach before the dimension counts, in ticks; 0: none.</summary>
    public required long Floor { get; init; }

    /// <summary>By node: above so many ticks it is hot; null: the dimension is judged by its spread.</summary>
    public long[]? HotAbove { get; init; }

    /// <summary>How many nodes count.</summary>
    public required int CountingNodes { get; init; }

    /// <summary>The mean capacity of the nodes that count.</summary>
    public double MeanCapacity { get; set; }

    /// <summary>The fixed mean utilisation of the run (priorities included): all load that is on, or must come to, counting nodes, over their capacity.</summary>
    public double Mean { get; set; }

    /// <summary>The fixed mean utilisation of true loads.</summary>
    public double TrueMean { get; set; }

    /// <summary>Turns a squared deviation (utilisation, not percent) into integer imbalance.</summary>
    public double ImbalanceScale { get; set; }

    public bool Counts(int node) => Capacity[node] > 0;
}
