namespace ProxLB.SimulatedCluster.World;

/// <summary>What a simulated cluster is like, apart from its nodes and guests.</summary>
public sealed record WorldSettings
{
    /// <summary>The cluster's name.</summary>
    public string Name { get; init; } = "simulated";

    /// <summary>The Proxmox VE release of all nodes.</summary>
    public ClusterVersion Version { get; init; } = ClusterVersion.Default;

    /// <summary>The time at which the simulation starts.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The seed of process ids, counters and the like.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Bytes per second of each node's migration network, shared by the migrations from and to it.</summary>
    public long LinkBytesPerSecond { get; init; } = 1_250_000_000;

    /// <summary>Bytes per second of one migration; null: the network is the only limit.</summary>
    public long? MigrationBytesPerSecond { get; init; }

    /// <summary>How long a container takes to shut down.</summary>
    public TimeSpan ContainerShutdown { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a dead node is unknown before the HA manager fences it.</summary>
    public TimeSpan FenceDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long fencing takes until the services of the node are recovered.</summary>
    public TimeSpan FenceDuration { get; init; } = TimeSpan.FromSeconds(60);
}
