using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>An HA rule, or an HA group as the rule that it is, before it is known whether it can be applied.</summary>
internal sealed record HaDraftRule
{
    public required string Name { get; init; }

    public required RuleOrigin Origin { get; init; }

    public required HaRuleType Type { get; init; }

    public HaAffinity Affinity { get; init; }

    /// <summary>The VMIDs it is about, ascending and each once, known to the cluster or not.</summary>
    public required int[] Resources { get; init; }

    /// <summary>By node, its priority; null where the rule does not name the node. Empty for resource affinity.</summary>
    public int?[] Nodes { get; init; } = [];

    public bool Strict { get; init; }

    public bool IsPositiveGroup => Type == HaRuleType.ResourceAffinity && Affinity == HaAffinity.Positive;

    public bool IsNegativeGroup => Type == HaRuleType.ResourceAffinity && Affinity == HaAffinity.Negative;

    /// <summary>Whether its nodes differ in priority; of the nodes to avoid, priorities say nothing.</summary>
    public bool HasSeveralPriorities
    {
        get
        {
            int? seen = null;
            foreach (var priority in Nodes)
            {
                if (Affinity == HaAffinity.Positive && priority is not null && seen is not null && seen != priority)
                {
                    return true;
                }

                seen ??= priority;
            }

            return false;
        }
    }

    /// <summary>Whether the rule leaves this node open: it names it, or it avoids others.</summary>
    public bool LeavesOpen(int node) => Nodes[node] is not null == (Affinity == HaAffinity.Positive);
}
