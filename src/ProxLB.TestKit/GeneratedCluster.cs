namespace ProxLB.TestKit;

/// <summary>What a <see cref="ClusterGenerator"/> is to make.</summary>
public sealed record GeneratedCluster
{
    /// <summary>How many nodes, at least 1.</summary>
    public int Nodes { get; init; } = 12;

    /// <summary>How many guests, with VMIDs from 100 on.</summary>
    public int Guests { get; init; } = 240;

    /// <summary>What makes one cluster differ from the next.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From 0, guests spread by the size of the nodes, to 1, most of them on a few.</summary>
    public double Skew { get; init; } = 0.5;

    /// <summary>The share of guests that tags bind: apart, together, to nodes.</summary>
    public double RuleShare { get; init; } = 0.2;

    /// <summary>The mean utilisation of memory, from 0 to 1.</summary>
    public double Fill { get; init; } = 0.6;

    /// <summary>The share of guests with a disk on the node itself.</summary>
    public double LocalDiskShare { get; init; } = 0.1;
}
