namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>Finds the rules that cannot be kept. The HA manager does not apply them.</summary>
internal sealed class RuleFeasibility
{
    private readonly List<NodeAffinityRule> _onNodes;
    private readonly List<ResourceAffinityRule> _positive;
    private readonly List<ResourceAffinityRule> _negative;
    private readonly IReadOnlyCollection<string> _nodes;
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    private RuleFeasibility(IEnumerable<AffinityRule> rules, IReadOnlyCollection<string> nodes)
    {
        var enabled = rules.Where(rule => !rule.Disabled).ToList();
        _onNodes = [.. enabled.OfType<NodeAffinityRule>()];
        _positive = [.. enabled.OfType<ResourceAffinityRule>().Where(rule => rule.Positive)];
        _negative = [.. enabled.OfType<ResourceAffinityRule>().Where(rule => !rule.Positive)];
        _nodes = nodes;
    }

    /// <summary>What is wrong, by rule name.</summary>
    public static IReadOnlyDictionary<string, List<string>> Check(IEnumerable<AffinityRule> rules, IReadOnlyCollection<string> nodes)
    {
        var check = new RuleFeasibility(rules, nodes);
        check.OneNodeRulePerResource();
        check.EnoughResources();
        check.NoContradictingAffinities();
        check.NoPrioritiesBesideResourceAffinity();
        check.OneNodeRulePerGroup();
        check.EnoughNodesForNegative();
        check.SomeNodeIsLeft();
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
        Drop(_negative.Where(rule => rule.Resources.Count > _nodes.Count), "rule defines more resources than available nodes");
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
        foreach (var rule in _positive.Concat(_negative))
        {
            var touching = Touching(rule);
            if (touching.Exists(HasSeveralPriorities))
            {
                Drop([rule], "resources are in node affinity rules with multiple priorities");
                Drop(touching, "resources are in a resource affinity rule and cannot be in a node affinity rule with multiple priorities");
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
            var touching = Touching(apart);
            var bound = apart.Resources.Count(sid => touching.Exists(rule => rule.Resources.Contains(sid, StringComparer.Ordinal)));
            var nodes = touching.SelectMany(rule => rule.Left(_nodes)).Distinct(StringComparer.Ordinal).Count();
            if (nodes < bound)
            {
                Drop([apart], "two or more resources are restricted to less nodes than available to the resources");
                Drop(touching, "this rule would restrict resources of a negative resource affinity rule to less nodes than needed");
            }
        }
    }

    private void SomeNodeIsLeft() => Drop(_onNodes.Where(rule => rule.Negative && !rule.Left(_nodes).Any()), "rule avoids all nodes of the cluster");

    private List<NodeAffinityRule> Touching(ResourceAffinityRule rule) =>
        [.. _onNodes.Where(onNodes => onNodes.Resources.Any(sid => rule.Resources.Contains(sid, StringComparer.Ordinal)))];

    private static bool HasSeveralPriorities(NodeAffinityRule rule) =>
        !rule.Negative && rule.Nodes.Select(node => node.Priority ?? 0).Distinct().Count() > 1;

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
