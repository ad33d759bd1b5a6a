using System.Runtime.InteropServices;

namespace ProxLB.Proxmox.Capture;

/// <summary>A share of a guest's CPUs in use.</summary>
/// <param name="Time">When, in seconds since 1970.</param>
/// <param name="Share">From 0 to 1, at times a little more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CpuSample(long Time, double Share);
