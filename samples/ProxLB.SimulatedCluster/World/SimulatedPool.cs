namespace ProxLB.SimulatedCluster.World;

/// <summary>A pool; guests name the pool they are in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Comment">Its comment; null if none.</param>
public sealed record SimulatedPool(string Id, string? Comment = null);
