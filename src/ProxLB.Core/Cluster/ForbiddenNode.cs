namespace ProxLB.Core.Cluster;

/// <summary>A node that Proxmox itself refuses for a guest.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record ForbiddenNode(string Node, string Reason);
