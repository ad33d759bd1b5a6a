namespace ProxLB.Core.Planning;

/// <summary>A guest that is to go back to the node it was on before a maintenance.</summary>
/// <param name="Guest">Its VMID.</param>
/// <param name="Node">The node's name.</param>
public sealed record GuestReturn(int Guest, string Node);
