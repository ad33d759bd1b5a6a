namespace ProxLB.Core.Cluster;

/// <summary>The facts about one cluster at one moment. Immutable: a snapshot is never changed after capture.</summary>
/// <remarks>Sizes are bytes, CPU is cores, pressure is percent of time stalled. What could not be read is absent, never zero.</remarks>
public sealed record ClusterSnapshot
{
    /// <summary>The cluster's name, for display.</summary>
    public string? Name { get; init; }

    /// <summary>When the facts were read; the clock for cooldowns.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>All nodes, offline ones too.</summary>
    public required IReadOnlyList<ClusterNode> Nodes { get; init; }

    /// <summary>The storages that guests' disks lie on; empty if they are not known, then disks bind no guest.</summary>
    public IReadOnlyList<ClusterStorage> Storages { get; init; } = [];

    /// <summary>All guests: virtual machines and containers, running or not, templates too.</summary>
    public required IReadOnlyList<Guest> Guests { get; init; }

    /// <summary>Rules stated outright, beside those derived from tags, pools and HA.</summary>
    public IReadOnlyList<PlacementRule> Rules { get; init; } = [];

    /// <summary>What Proxmox's HA manager is configured to do, and its state.</summary>
    public HaFacts Ha { get; init; } = HaFacts.None;

    /// <summary>Whether the cluster has quorum. Without it nothing is executed.</summary>
    public bool Quorate { get; init; } = true;

    /// <summary>Facts of the whole cluster that could not be read; <c>ha</c> here means that no guest moves in this run.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Bandwidth of one migration in bytes per second; null if no limit is configured.</summary>
    public long? MigrationBytesPerSecond { get; init; }

    /// <summary>How the <c>used</c> figures were measured; null if they are the last sample.</summary>
    public Measurement? Measured { get; init; }
}
