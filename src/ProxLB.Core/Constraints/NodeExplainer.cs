namespace ProxLB.Core.Constraints;

/// <summary>Tells why a filter keeps a guest off a node.</summary>
/// <param name="Constraint">The constraint's name.</param>
/// <param name="Explain">Guest and node index to one sentence, or null.</param>
internal sealed record NodeExplainer(string Constraint, Func<int, int, string?> Explain);
