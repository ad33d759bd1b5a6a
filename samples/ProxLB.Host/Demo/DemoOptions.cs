using ProxLB.SimulatedCluster.World;

namespace ProxLB.Host.Demo;

/// <summary>What cluster the demonstration makes up.</summary>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Guests">How many guests.</param>
/// <param name="Seed">The same seed gives the same cluster.</param>
/// <param name="Version">The Proxmox VE version.</param>
internal sealed record DemoOptions(int Nodes, int Guests, int Seed, ClusterVersion Version);
