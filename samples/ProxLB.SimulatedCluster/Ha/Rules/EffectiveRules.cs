namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>The rules that the HA manager applies, closed over one another: members of a positive group share their partners and nodes.</summary>
internal sealed class EffectiveRules
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _together = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _separate = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeAffinityRule> _onNodes = new(StringComparer.Ordinal);

    public EffectiveRules(IReadOnlyCollection<AffinityRule> rules, IReadOnlyCollection<string> nodes)
    {
        var errors = RuleFeasibility.Check(rules, nodes);
        var applied = rules.Where(rule => !rule.Disabled && !errors.ContainsKey(rule.Name)).ToList();
        foreach (var rule in applied.OfType<NodeAffinityRule>())
        {
            foreach (var sid in rule.Resources)
            {
                _onNodes[sid] = rule;
            }
        }

        foreach (var rule in applied.OfType<ResourceAffinityRule>().Where(rule => !rule.Positive))
        {
            foreach (var sid in rule.Resources)
            {
                Entry(_separate, sid).UnionWith(rule.Resources.Where(other => other != sid));
            }
        }

        foreach (var (resources, _) in PositiveGroups.Merge(applied.OfType<ResourceAffinityRule>().Where(rule => rule.Positive)))
        {
            Unite(resources);
        }
    }

    /// <summary>The resources that share a node with this one.</summary>
    public IReadOnlySet<string> Together(string sid) => _together.GetValueOrDefault(sid) ?? None;

    /// <summary>The resources that do not share a node with this one.</summary>
    public IReadOnlySet<string> Separate(string sid) => _separate.GetValueOrDefault(sid) ?? None;

    /// <summary>The rule about this one's nodes; null: any node.</summary>
    public NodeAffinityRule? OnNodes(string sid) => _onNodes.GetValueOrDefault(sid);

    private void Unite(HashSet<string> group)
    {
        var partners = group.SelectMany(Separate).ToHashSet(StringComparer.Ordinal);
        var onNodes = group.Select(OnNodes).FirstOrDefault(rule => rule is not null);
        foreach (var sid in group)
        {
            Entry(_together, sid).UnionWith(group.Where(other => other != sid));
            if (onNodes is not null)
            {
                _onNodes[sid] = onNodes;
            }

            foreach (var partner in partners)
            {
                Entry(_separate, sid).Add(partner);
                Entry(_separate, partner).Add(sid);
            }
        }
    }

    private static HashSet<string> Entry(Dictionary<string, HashSet<string>> map, string sid)
    {
        if (!map.TryGetValue(sid, out var set))
        {
            map[sid] = set = new HashSet<string>(StringComparer.Ordinal);
        }

        return set;
    }
}
