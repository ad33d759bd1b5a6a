using ProxLB.Core.Cluster;

namespace ProxLB.Proxmox.Capture;

/// <summary>What a guest uses. Null is: unknown.</summary>
/// <param name="CpuCores">Cores in use.</param>
/// <param name="MemoryBytes">Bytes in use, as the host sees it.</param>
/// <param name="Pressure">Pressure figures.</param>
internal sealed record GuestUsage(double? CpuCores, long? MemoryBytes, PressureFigures? Pressure = null)
{
    public static GuestUsage Unknown { get; } = new(null, null);
}
