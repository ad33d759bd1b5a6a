namespace ProxLB.SimulatedCluster.Ha;

/// <summary>A motion that was asked for.</summary>
/// <param name="Command"><c>migrate</c> or <c>relocate</c>.</param>
/// <param name="Target">The node.</param>
public sealed record HaMotion(string Command, string Target);
