namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>Finds the rules that cannot be kept. The HA manager does not apply them.</summary>
internal sealed class RuleFeasibility
{
    private readonly List<NodeAffinityRule> _onNodes;
    private readonly List<ResourceAffinityRule> _positive;
    private readonly List<ResourceAffinityRule> _negative;
    private readonly int _nodeCount;
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    private RuleFeasibility(IEnumerable<AffinityRule> rules, int nodeCount)
    {
        var enabled = rules.Where(rule => !rule.Disabled).ToList();
        _onNodes = [.. enabled.OfType<NodeAffinityRule>()];
        _positive = [.. enabled.OfType<ResourceAffinityRule>().Where(rule => rule.Positive)];
        _negative = [.. enabled.OfType<ResourceAffinityRule>().Where(rule => !rule.Positive)];
        _nodeCount = nodeCount;
    }

    /// <summary>What is wrong, by rule name.</summary>
    public static IReadOnlyDictionary<string, List<string>> Check(IEnumerable<AffinityRule> rules, int nodeCount)
    {
        var check = new RuleFeasibility(rules, nodeCount);
        check.OneNodeRulePerResource();
        check.EnoughResources();
        check.NoContradictingAffinities();
        check.NoPrioritiesBesideResourceAffinity();
        check.OneNodeRulePerGroup();
        check.EnoughNodesForNegative();
        return check._errors;
    }

    private void OneNodeRulePerResource()
    {
        foreach (var shared in _onNodes.SelectMany(rule => rule.Resources.Distinct(StringComparer.Ordinal).Select(sid => (sid, rule)))
            .GroupBy(entry => entry.sid, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Drop(shared.Select(entry => entry.rule), $"resource '{shared.Key}' is already used in another node affinity rule");
        }
    }

    private void EnoughResources()
    {
        Drop(_positive.Concat(_negative).Where(rule => rule.Resources.Count < 2), "rule is ineffective as there are less than two resources");
        Drop(_negative.Where(rule => rule.Resources.Count > _nodeCount), "rule defines more resources than available nodes");
    }

    private void NoContradictingAffinities()
    {
        foreach (var group in Groups())
        {
            foreach (var apart in _negative.Where(rule => rule.Resources.Count(group.Resources.Contains) >= 2))
            {
                Drop([.. group.Rules, apart], $"rule shares two or more resources with '{apart.Name}' of the opposite affinity");
            }
        }
    }

    private void NoPrioritiesBesideResourceAffinity()
    {
        foreach (var onNodes in _onNodes.Where(rule => rule.Nodes.Select(node => node.Priority ?? 0).Distinct().Count() > 1))
        {
            foreach (var rule in _positive.Concat(_negative).Where(rule => rule.Resources.Any(onNodes.Resources.Contains)))
            {
                Drop([onNodes, rule], $"resources are in the resource affinity rule '{rule.Name}' and cannot have more than one node priority");
            }
        }
    }

    private void OneNodeRulePerGroup()
    {
        foreach (var group in Groups())
        {
            var touching = _onNodes.Where(rule => rule.Resources.Any(group.Resources.Contains)).ToList();
            if (touching.Count > 1)
            {
                Drop([.. touching, .. group.Rules], "resources are in multiple node affinity rules");
            }
        }
    }

    private void EnoughNodesForNegative()
    {
        foreach (var apart in _negative)
        {
            var touching = _onNodes.Where(rule => rule.Strict && !rule.Negative && rule.Resources.Any(apart.Resources.Contains)).ToList();
            var covered = apart.Resources.All(sid => touching.Exists(rule => rule.Resources.Contains(sid, StringComparer.Ordinal)));
            var nodes = touching.SelectMany(rule => rule.Nodes).Select(node => node.Node).Distinct(StringComparer.Ordinal).Count();
            if (touching.Count > 0 && covered && nodes < apart.Resources.Count)
            {
                Drop([apart, .. touching], "more resources than nodes that the node affinity rules allow");
            }
        }
    }

    private List<(HashSet<string> Resources, List<ResourceAffinityRule> Rules)> Groups() => PositiveGroups.Merge(_positive);

    private void Drop(IEnumerable<AffinityRule> rules, string message)
    {
        foreach (var rule in rules)
        {
            if (!_errors.TryGetValue(rule.Name, out var messages))
            {
                _errors[rule.Name] = messages = [];
            }

            if (!messages.Contains(message))
            {
                messages.Add(message);
            }
        }
    }
}
