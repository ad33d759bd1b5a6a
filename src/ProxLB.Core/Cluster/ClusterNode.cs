namespace ProxLB.Core.Cluster;

/// <summary>A Proxmox VE host.</summary>
public sealed record ClusterNode
{
    /// <summary>The node's name, unique in the cluster without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the cluster sees it.</summary>
    public bool Online { get; init; } = true;

    /// <summary>Whether it is to be emptied and not used, by configuration or by the HA manager.</summary>
    public bool Maintenance { get; init; }

    /// <summary>Its Proxmox VE version, such as <c>9.2.11</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Logical CPUs; null if unknown.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Cores in use on the whole host; null if unknown, then the sum of its guests' use stands in.</summary>
    public double? CpuUsed { get; init; }

    /// <summary>Installed memory in bytes; null if unknown.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Bytes in use on the whole host, reclaimable cache included; null if unknown.</summary>
    public long? MemoryUsedBytes { get; init; }

    /// <summary>The part of <see cref="MemoryUsedBytes"/> that the host gives back under pressure, such as the ZFS ARC above its floor.</summary>
    public long MemoryReclaimableBytes { get; init; }

    /// <summary>Size in bytes of the local disk that the dimension <c>disk</c> balances; null if unknown.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>Bytes in use on that disk; null if unknown.</summary>
    public long? DiskUsedBytes { get; init; }

    /// <summary>Pressure stall figures; null if the version has none.</summary>
    public PressureFigures? Pressure { get; init; }

    /// <summary>The model of its CPU, as the kernel names it.</summary>
    public string? CpuModel { get; init; }

    /// <summary>The flags of its CPU; empty if unknown.</summary>
    public IReadOnlyList<string> CpuFlags { get; init; } = [];

    /// <summary>Fault domains and host groups, such as <c>room = a</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Empty.Labels;

    /// <summary>What the HA manager says of it; null where no HA manager reports.</summary>
    public HaNodeStatus? HaStatus { get; init; }

    /// <summary>Figures for the user's own strategies, by dimension: capacity or base, as the strategy defines.</summary>
    public IReadOnlyDictionary<string, double> Measures { get; init; } = Empty.Measures;

    /// <summary>Facts that could not be read; such a node is neither source nor target.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}
