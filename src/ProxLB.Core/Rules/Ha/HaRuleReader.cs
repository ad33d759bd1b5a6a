using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>Reads HA groups and HA rules into one form: a group is a node affinity rule, as Proxmox itself converts it on the way to version 9.</summary>
internal static class HaRuleReader
{
    public static List<HaDraftRule> Read(SnapshotIndex index, RuleWarnings warnings, List<HaDroppedRule> disabled)
    {
        var ha = index.Snapshot.Ha;
        var rules = new List<HaDraftRule>(ha.Rules.Count + ha.Groups.Count);
        foreach (var rule in ha.Rules)
        {
            if (rule.Disabled)
            {
                disabled.Add(new HaDroppedRule(rule.Name, "it is disabled"));
                continue;
            }

            rules.Add(Rule(index, rule, warnings));
        }

        if (ha.Groups.Count > 0)
        {
            AddGroups(index, rules, warnings);
        }

        return rules;
    }

    private static HaDraftRule Rule(SnapshotIndex index, HaRule rule, RuleWarnings warnings)
    {
        var called = RuleWarnings.Called(RuleOrigin.HaRule, rule.Name);
        var resources = rule.Guests.Distinct().Order().ToArray();
        var unknown = Array.FindAll(resources, vmid => index.Guest(vmid) < 0);
        if (unknown.Length > 0)
        {
            warnings.UnknownGuests(called, unknown);
        }

        return new HaDraftRule
        {
            Name = rule.Name,
            Origin = RuleOrigin.HaRule,
            Type = rule.Type,
            Affinity = rule.Affinity,
            Resources = resources,
            Nodes = rule.Type == HaRuleType.NodeAffinity ? Nodes(index, rule.Nodes, called, warnings) : [],
            Strict = rule.Strict,
        };
    }

    private static void AddGroups(SnapshotIndex index, List<HaDraftRule> rules, RuleWarnings warnings)
    {
        var members = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var guest in index.ByVmid)
        {
            if (index.Snapshot.Guests[guest] is { HaGroup: { } group, HaState: not null } facts)
            {
                if (!members.TryGetValue(group, out var list))
                {
                    members.Add(group, list = []);
                }

                list.Add(facts.Id);
            }
        }

        // While Proxmox converts its groups, the list of rules may already hold them under these names.
        var converted = rules.Select(rule => rule.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var group in index.Snapshot.Ha.Groups)
        {
            if (members.Remove(group.Name, out var list) && !converted.Contains($"ha-group-{group.Name}"))
            {
                rules.Add(new HaDraftRule
                {
                    Name = group.Name,
                    Origin = RuleOrigin.HaGroup,
                    Type = HaRuleType.NodeAffinity,
                    Resources = [.. list],
                    Nodes = Nodes(index, group.Nodes, RuleWarnings.Called(RuleOrigin.HaGroup, group.Name), warnings),
                    Strict = group.Restricted,
                });
            }
        }

        foreach (var (group, list) in members)
        {
            warnings.Add($"HA group {group} of {RuleWarnings.Vmids(list)} is not among the cluster's groups; it is left out.");
        }
    }

    private static int?[] Nodes(SnapshotIndex index, IReadOnlyList<NodePreference> preferences, string called, RuleWarnings warnings)
    {
        var nodes = new int?[index.NodeCount];
        foreach (var preference in preferences)
        {
            var node = index.Node(preference.Name);
            if (node < 0)
            {
                warnings.UnknownNode(called, preference.Name);
                continue;
            }

            nodes[node] = Math.Max(nodes[node] ?? int.MinValue, preference.Priority);
        }

        return nodes;
    }
}
