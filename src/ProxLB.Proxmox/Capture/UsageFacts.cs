namespace ProxLB.Proxmox.Capture;

/// <summary>What nodes and guests use, as it was measured.</summary>
/// <param name="Nodes">By node name.</param>
/// <param name="Guests">By VMID.</param>
internal sealed record UsageFacts(IReadOnlyDictionary<string, NodeUsage> Nodes, IReadOnlyDictionary<int, GuestUsage> Guests);
