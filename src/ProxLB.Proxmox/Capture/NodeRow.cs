using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>A node as the cluster lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Online">Whether the cluster sees it.</param>
/// <param name="Row">Its row in the cluster's resources; null if it has none.</param>
internal sealed record NodeRow(string Name, bool Online, ClusterResource? Row);
