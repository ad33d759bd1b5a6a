namespace ProxLB.Core.Strategies;

/// <summary>What is taken off a node's capacity. Null: the default applies.</summary>
public sealed class ResourceReserve
{
    /// <summary>Memory in bytes.</summary>
    public long? MemoryBytes { get; set; }

    /// <summary>CPU in cores.</summary>
    public double? CpuCores { get; set; }

    /// <summary>Local disk in bytes.</summary>
    public long? DiskBytes { get; set; }
}
