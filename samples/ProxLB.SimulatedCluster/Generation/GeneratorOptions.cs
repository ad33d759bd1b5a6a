namespace ProxLB.SimulatedCluster.Generation;

/// <summary>What cluster to make up.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Number of nodes; at least 1.</summary>
    public int Nodes { get; init; } = 5;

    /// <summary>Number of guests; not negative.</summary>
    public int Guests { get; init; } = 40;

    /// <summary>The seed: the same options give the same cluster.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How unevenly guests lie on the nodes; 0: evenly, 1: the first node has several times what the last has.</summary>
    public double Skew { get; init; } = 1;

    /// <summary>The share of guests that are containers; 0 to 1.</summary>
    public double ContainerShare { get; init; } = 0.2;

    /// <summary>The share of guests that are HA-managed; 0 to 1.</summary>
    public double HaShare { get; init; } = 0.1;

    /// <summary>Whether some guests have tags: together, apart, pinned, ignored.</summary>
    public bool Rules { get; init; } = true;

    /// <summary>Whether HA guests are bound by HA rules (from release 9) or groups (before) of their own.</summary>
    public bool HaRules { get; init; } = true;

    /// <summary>How full the cluster's memory is; 0 to 1.</summary>
    public double MemoryFill { get; init; } = 0.5;

    /// <summary>The Proxmox VE release, which decides between HA groups and HA rules.</summary>
    public World.ClusterVersion Version { get; init; } = World.ClusterVersion.Default;
}
