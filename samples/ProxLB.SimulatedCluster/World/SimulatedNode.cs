using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.World;

/// <summary>A host of the simulated cluster.</summary>
public sealed class SimulatedNode
{
    internal SimulatedNode(string name, int id)
    {
        Name = name;
        Id = id;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its number in corosync, from 1.</summary>
    public int Id { get; }

    /// <summary>Its address.</summary>
    public string Address => $"10.10.0.{Id}";

    /// <summary>Whether it is alive.</summary>
    public bool Alive { get; internal set; } = true;

    /// <summary>When it started, or died.</summary>
    public DateTimeOffset Since { get; internal set; }

    /// <summary>Its Proxmox VE version if it differs from the cluster's.</summary>
    public string? PackageVersion { get; set; }

    /// <summary>Logical CPUs.</summary>
    public int Cores { get; set; } = 16;

    /// <summary>The CPU's model name.</summary>
    public string CpuModel { get; set; } = "AMD EPYC 7313 16-Core Processor";

    /// <summary>The CPU's flags.</summary>
    public IReadOnlyList<string> CpuFlags { get; set; } = ["fpu", "sse2", "sse4_2", "aes", "avx", "avx2"];

    /// <summary>Cores that the host itself uses.</summary>
    public double BaseCpu { get; set; } = 0.2;

    /// <summary>Installed memory in bytes.</summary>
    public long MemoryBytes { get; set; }

    /// <summary>Bytes that the host itself uses, reclaimable cache included.</summary>
    public long BaseMemory { get; set; }

    /// <summary>The ZFS ARC above its floor, part of <see cref="BaseMemory"/>.</summary>
    public long ReclaimableMemory { get; set; }

    /// <summary>The whole ZFS ARC: ZFS keeps 1/32 of the memory for itself.</summary>
    internal long CacheBytes => ReclaimableMemory == 0 ? 0 : ReclaimableMemory + (MemoryBytes / 32);

    /// <summary>Bytes of the root disk.</summary>
    public long DiskBytes { get; set; }

    /// <summary>Bytes in use on the root disk.</summary>
    public long DiskUsed { get; set; }

    /// <summary>Pressure as given; null: it follows from the load.</summary>
    public PressureFigures? Pressure { get; set; }

    /// <summary>The SHA-256 fingerprint of its certificate.</summary>
    public string Fingerprint { get; internal set; } = "";

    internal NodeSample? Sample { get; set; }

    internal LoadHistory History { get; } = new();
}
