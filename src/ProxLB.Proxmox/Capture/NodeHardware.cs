namespace ProxLB.Proxmox.Capture;

/// <summary>What hardly ever changes about a node.</summary>
internal sealed record NodeHardware(string? Version, string? CpuModel, IReadOnlyList<string> CpuFlags, double? CpuCores, long? MemoryBytes);
