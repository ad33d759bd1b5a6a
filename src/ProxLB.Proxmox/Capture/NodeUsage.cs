using ProxLB.Core.Cluster;

namespace ProxLB.Proxmox.Capture;

/// <summary>What is in use on a node. Null is: unknown.</summary>
/// <param name="CpuCores">Cores in use.</param>
/// <param name="MemoryBytes">Bytes in use, reclaimable cache included.</param>
/// <param name="ReclaimableBytes">Bytes of the ZFS cache above its floor.</param>
/// <param name="Pressure">Pressure figures.</param>
internal sealed record NodeUsage(double? CpuCores, long? MemoryBytes, long ReclaimableBytes = 0, PressureFigures? Pressure = null)
{
    public static NodeUsage Unknown { get; } = new(null, null);
}
