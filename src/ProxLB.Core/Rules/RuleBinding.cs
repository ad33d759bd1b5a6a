using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Turns one stated rule into what it means for this cluster now.</summary>
internal static class RuleBinding
{
    /// <summary>Adds the rule to the draft, or a warning that says why it has no effect.</summary>
    /// <param name="draft">The rule set under way.</param>
    /// <param name="rule">The rule; its lists of guests are not read.</param>
    /// <param name="name">Its name, for display.</param>
    /// <param name="guests">Its known guests; repetitions count once.</param>
    /// <param name="others">Its known guests of the other side; null if it has no other side.</param>
    public static void Add(RuleDraft draft, PlacementRule rule, string name, List<int> guests, List<int>? others)
    {
        var members = Ordered(draft.Index, guests);
        switch (rule.Type)
        {
            case RuleType.Ignore:
                var extent = rule.ExceptMaintenance ? GuestIgnore.ExceptMaintenance : GuestIgnore.Always;
                foreach (var guest in members)
                {
                    draft.Ignore(guest, extent, RuleWarnings.Called(rule.Origin, name));
                }

                break;
            case RuleType.NodeAffinity or RuleType.NodeAntiAffinity when members.Length > 0:
                AddNodeRule(draft, rule, name, members);
                break;
            case RuleType.Affinity when members.Length > 1:
                draft.Rules.Add(Bound(rule, name, members));
                break;
            case RuleType.AntiAffinity when others is not null:
                AddSides(draft, rule, name, members, Ordered(draft.Index, others));
                break;
            case RuleType.AntiAffinity when members.Length > 1 && LabelIsKnown(draft, rule, name):
                draft.Rules.Add(Bound(rule, name, members));
                break;
        }
    }

    private static BoundRule Bound(PlacementRule rule, string name, int[] guests) => new()
    {
        Type = rule.Type,
        Name = name,
        Origin = rule.Origin,
        Guests = guests,
        Required = rule.Required,
        Weight = rule.Weight,
        SpreadBy = rule.Type == RuleType.AntiAffinity ? rule.SpreadBy : null,
    };

    private static void AddSides(RuleDraft draft, PlacementRule rule, string name, int[] guests, int[] others)
    {
        var both = others.Intersect(guests).ToArray();
        if (both.Length > 0)
        {
            var vmids = RuleWarnings.Vmids([.. both.Select(draft.Index.Vmid)]);
            draft.Warnings.Add($"Rule {name} names {vmids} on both sides; only the first side counts.");
            others = [.. others.Except(both)];
        }

        if (guests.Length > 0 && others.Length > 0 && LabelIsKnown(draft, rule, name))
        {
            draft.Rules.Add(Bound(rule, name, guests) with { OtherGuests = others });
        }
    }

    private static void AddNodeRule(RuleDraft draft, PlacementRule rule, string name, int[] guests)
    {
        var called = RuleWarnings.Called(rule.Origin, name);
        var nodes = rule.Label is { } label
            ? draft.Labels.NodesWith(label)
            : draft.Resolve([.. rule.Nodes.Select(node => node.Name)], called);
        if (nodes.Length == 0)
        {
            var what = rule.Label is { } missing ? $"no node carries the label {missing.Key} = {missing.Value}" : "it names no node of this cluster";
            draft.Warnings.Add($"Rule {name} has no effect: {what}.");
            return;
        }

        var bound = Bound(rule, name, guests) with { Nodes = nodes };
        if (rule is { Required: true, Type: RuleType.NodeAffinity, Label: { } kept } && !Array.Exists(nodes, node => draft.Nodes[node]))
        {
            var reason = $"none of the nodes with the label {kept.Key} = {kept.Value} can be used now";
            draft.Warnings.Add($"Rule {name} is only preferred for the time being: {reason}.");
            bound = bound with { Required = false, Degraded = reason };
        }

        draft.Rules.Add(bound);
        if (rule is { Type: RuleType.NodeAffinity, Label: null })
        {
            AddPriorities(draft, rule, bound);
        }
    }

    /// <summary>Nodes of higher priority are preferred: one rule for each priority above the lowest, over the nodes that have it or a higher one.</summary>
    private static void AddPriorities(RuleDraft draft, PlacementRule rule, BoundRule bound)
    {
        var priorities = new int[draft.Index.NodeCount];
        Array.Fill(priorities, int.MinValue);
        foreach (var preference in rule.Nodes)
        {
            var node = draft.Index.Node(preference.Name);
            if (node >= 0)
            {
                priorities[node] = Math.Max(priorities[node], preference.Priority);
            }
        }

        foreach (var priority in bound.Nodes.Select(node => priorities[node]).Distinct().Order().Skip(1))
        {
            draft.Rules.Add(bound with
            {
                Name = $"{bound.Name} (priority {priority})",
                Nodes = [.. bound.Nodes.Where(node => priorities[node] >= priority)],
                Required = false,
            });
        }
    }

    private static bool LabelIsKnown(RuleDraft draft, PlacementRule rule, string name)
    {
        if (rule.SpreadBy is not { } key)
        {
            return true;
        }

        var domains = draft.Labels.Domains(key);
        if (domains.Count == 0)
        {
            draft.Warnings.Add($"Rule {name} has no effect: no node carries the label {key} that it spreads over.");
            return false;
        }

        var without = Array.FindIndex(domains.OfNode, domain => domain < 0);
        if (without >= 0)
        {
            draft.Warnings.Add($"Rule {name} spreads over the label {key}, which node {draft.Index.NodeName(without)} does not carry.");
        }

        return true;
    }

    private static int[] Ordered(SnapshotIndex index, List<int> guests)
    {
        var ordered = guests.ToArray();
        Array.Sort(ordered, (left, right) => index.Vmid(left).CompareTo(index.Vmid(right)));
        var count = 0;
        foreach (var guest in ordered)
        {
            if (count == 0 || ordered[count - 1] != guest)
            {
                ordered[count++] = guest;
            }
        }

        return ordered[..count];
    }
}
