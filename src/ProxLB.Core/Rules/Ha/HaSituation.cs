namespace ProxLB.Core.Rules.Ha;

/// <summary>Where guests are at the moment of a choice.</summary>
/// <param name="Online">By node, whether it is online for the HA manager.</param>
/// <param name="Current">By guest, its node; -1 if it has none.</param>
/// <param name="Target">By guest, the node it is moving to; -1 if it is not moving.</param>
/// <param name="Score">By node, what the cluster resource scheduler gives it; lower is better.</param>
internal sealed record HaSituation(bool[] Online, int[] Current, int[] Target, double[] Score);
