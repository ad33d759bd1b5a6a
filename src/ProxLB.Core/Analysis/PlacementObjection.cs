namespace ProxLB.Core.Analysis;

/// <summary>Why a guest may not be on a node.</summary>
/// <param name="Constraint">The name of the constraint that says so.</param>
/// <param name="Reason">One sentence.</param>
public sealed record PlacementObjection(string Constraint, string Reason);
