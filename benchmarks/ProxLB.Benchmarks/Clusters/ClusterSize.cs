namespace ProxLB.Benchmarks.Clusters;

/// <summary>How large a cluster is.</summary>
public sealed record ClusterSize(int Nodes, int Guests)
{
    /// <summary>The rows of the table in docs/performance.md.</summary>
    public static ClusterSize[] All { get; } = [new(3, 30), new(32, 1000), new(100, 3000), new(1000, 20_000), new(5000, 100_000)];

    /// <summary>The size on which single parts of the engine are measured.</summary>
    public static ClusterSize Large { get; } = All[3];

    public double Pairs => (double)Nodes * Guests;

    public override string ToString() => $"{Nodes}x{Guests}";
}
