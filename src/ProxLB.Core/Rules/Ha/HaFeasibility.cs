using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>The checks after which the HA manager drops rules. All look at the same set of rules, so that one drop does not save another rule.</summary>
internal sealed class HaFeasibility
{
    private static readonly List<int> None = [];

    private readonly IReadOnlyList<HaDraftRule> _rules;
    private readonly int _clusterNodes;
    private readonly string?[] _reasons;
    private readonly bool[] _several;
    private readonly Dictionary<int, List<int>> _nodeRulesOf = [];
    private readonly Dictionary<int, int> _numberOf = [];
    private readonly DisjointSets _together;
    private readonly Dictionary<int, List<int>> _positiveRulesOf = [];

    private HaFeasibility(IReadOnlyList<HaDraftRule> rules, int clusterNodes)
    {
        _rules = rules;
        _clusterNodes = clusterNodes;
        _reasons = new string?[rules.Count];
        _several = [.. rules.Select(rule => rule.HasSeveralPriorities)];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            foreach (var resource in rules[rule].Resources)
            {
                _numberOf.TryAdd(resource, _numberOf.Count);
                if (rules[rule].Type == HaRuleType.NodeAffinity)
                {
                    Enter(_nodeRulesOf, resource, rule);
                }
            }
        }

        _together = new DisjointSets(_numberOf.Count);
        foreach (var rule in rules.Where(rule => rule.IsPositiveGroup))
        {
            _together.Union([.. rule.Resources.Select(resource => _numberOf[resource])]);
        }

        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (rules[rule] is { IsPositiveGroup: true, Resources.Length: > 0 })
            {
                Enter(_positiveRulesOf, Group(rules[rule].Resources[0]), rule);
            }
        }
    }

    /// <summary>By rule, why the HA manager drops it; null if it applies it.</summary>
    /// <param name="rules">All rules that are not disabled.</param>
    /// <param name="clusterNodes">How many nodes the HA manager knows.</param>
    public static string?[] Check(IReadOnlyList<HaDraftRule> rules, int clusterNodes)
    {
        var check = new HaFeasibility(rules, clusterNodes);
        check.OneNodeRuleForEachGuest();
        for (var rule = 0; rule < rules.Count; rule++)
        {
            if (rules[rule].Type == HaRuleType.ResourceAffinity)
            {
                check.Size(rule);
                check.OnePriority(rule);
            }
            else
            {
                check.SomeNodeIsLeft(rule);
            }

            if (rules[rule].IsNegativeGroup)
            {
                check.NotTogetherAndApart(rule);
                check.EnoughNodes(rule);
            }
        }

        check.OneNodeRuleForEachGroup();
        return check._reasons;
    }

    private void OneNodeRuleForEachGuest()
    {
        foreach (var (resource, rules) in _nodeRulesOf)
        {
            if (rules.Count > 1)
            {
                Drop(rules, $"guest {resource} is in more than one node affinity rule");
            }
        }
    }

    private void Size(int rule)
    {
        var count = _rules[rule].Resources.Length;
        if (count < 2)
        {
            Drop([rule], "it names fewer than two guests");
        }
        else if (_rules[rule].IsNegativeGroup && count > _clusterNodes)
        {
            Drop([rule], $"it keeps {count} guests apart on {_clusterNodes} nodes");
        }
    }

    private void NotTogetherAndApart(int rule)
    {
        foreach (var shared in _rules[rule].Resources.GroupBy(Group).Where(group => group.Count() > 1))
        {
            if (_positiveRulesOf.TryGetValue(shared.Key, out var positive))
            {
                Drop([rule, .. positive], $"{RuleWarnings.Vmids([.. shared])} are kept together and apart by the rules {Names([rule, .. positive])}");
            }
        }
    }

    /// <summary>One rule with several priorities is enough: all node affinities of these guests are dropped.</summary>
    private void OnePriority(int rule)
    {
        var nodeRules = NodeRules(_rules[rule].Resources);
        if (nodeRules.Exists(nodeRule => _several[nodeRule]))
        {
            Drop([rule, .. nodeRules], $"a resource affinity rule cannot be combined with nodes of several priorities (rules {Names([rule, .. nodeRules])})");
        }
    }

    private void SomeNodeIsLeft(int rule)
    {
        if (_rules[rule].Affinity == HaAffinity.Negative && !Array.Exists(_rules[rule].Nodes, priority => priority is null))
        {
            Drop([rule], "it avoids all nodes");
        }
    }

    private void OneNodeRuleForEachGroup()
    {
        foreach (var positive in _positiveRulesOf.Values)
        {
            var nodeRules = NodeRules(positive.SelectMany(rule => _rules[rule].Resources));
            if (nodeRules.Count > 1)
            {
                Drop([.. positive, .. nodeRules], $"guests that are kept together are in several node affinity rules ({Names(nodeRules)})");
            }
        }
    }

    private void EnoughNodes(int rule)
    {
        var nodeRules = NodeRules(_rules[rule].Resources);
        var bound = _rules[rule].Resources.Count(_nodeRulesOf.ContainsKey);
        if (bound < 2)
        {
            return;
        }

        var open = Enumerable.Range(0, _rules[nodeRules[0]].Nodes.Length)
            .Count(node => nodeRules.Exists(nodeRule => _rules[nodeRule].LeavesOpen(node)));
        if (open < bound)
        {
            Drop([rule, .. nodeRules], $"{bound} guests that are kept apart are bound to {open} nodes (rules {Names([rule, .. nodeRules])})");
        }
    }

    private List<int> NodeRules(IEnumerable<int> resources) =>
        [.. resources.SelectMany(resource => _nodeRulesOf.GetValueOrDefault(resource, None)).Distinct().Order()];

    private int Group(int resource) => _together.Find(_numberOf[resource]);

    private string Names(IEnumerable<int> rules) => string.Join(", ", rules.Select(rule => _rules[rule].Name));

    private void Drop(IEnumerable<int> rules, string reason)
    {
        foreach (var rule in rules)
        {
            _reasons[rule] ??= reason;
        }
    }

    private static void Enter(Dictionary<int, List<int>> table, int key, int rule)
    {
        if (!table.TryGetValue(key, out var rules))
        {
            table.Add(key, rules = []);
        }

        rules.Add(rule);
    }
}
