namespace ProxLB.Core.Cluster;

/// <summary>A node in a rule or an HA group.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Priority">Higher is preferred.</param>
public sealed record NodePreference(string Name, int Priority = 0);
