namespace ProxLB.Core.Rules.Conflicts;

/// <summary>A place where rules cannot hold together.</summary>
/// <param name="Guests">The guests whose demands meet there.</param>
/// <param name="Term">The rule that keeps them apart; null if they are left without a node.</param>
internal sealed record Contradiction(int[] Guests, RuleTerm? Term);
