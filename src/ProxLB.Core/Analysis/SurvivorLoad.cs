namespace ProxLB.Core.Analysis;

/// <summary>The memory of a node after the loss of others.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="MemoryBytes">What would be in use.</param>
/// <param name="CapacityBytes">What is usable.</param>
public sealed record SurvivorLoad(string Node, long MemoryBytes, long CapacityBytes);
