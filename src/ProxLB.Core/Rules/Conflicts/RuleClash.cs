namespace ProxLB.Core.Rules.Conflicts;

/// <summary>A smallest set of rules that cannot hold together.</summary>
/// <param name="Rules">The rules' names.</param>
/// <param name="Guests">The guests they bind against one another, by VMID.</param>
/// <param name="Nodes">The nodes that the rules name, ascending.</param>
/// <param name="Reason">What cannot be, in one sentence.</param>
/// <param name="Relax">Which rule to relax, in one sentence.</param>
internal sealed record RuleClash(IReadOnlyList<string> Rules, int[] Guests, int[] Nodes, string Reason, string Relax);
