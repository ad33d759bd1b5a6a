namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>Resources that run on one node together, or each on another.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Resources">The resources.</param>
/// <param name="Positive">Whether together.</param>
public sealed record ResourceAffinityRule(string Name, IReadOnlyList<string> Resources, bool Positive) : AffinityRule(Name, Resources);
