using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Constraints;

/// <summary>Keeps together what the HA manager moves together, and apart what it keeps apart, inherited partners included.</summary>
internal sealed class HaAffinityConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.HaAffinity;

    public void Bind(PlacementContext context)
    {
        var names = new string?[context.Ha.Groups.Count];
        foreach (var rule in context.Ha.ResourceRules)
        {
            if (rule.Together && rule.Guests.Length > 0 && context.Ha.GroupOf(rule.Guests[0]) is >= 0 and var group)
            {
                names[group] = names[group] is { } others ? $"{others} + {rule.Name}" : rule.Name;
            }
        }

        for (var group = 0; group < names.Length; group++)
        {
            Together(context, context.Ha.Groups[group], names[group]);
        }

        foreach (var rule in context.Ha.ResourceRules)
        {
            if (!rule.Together && rule.Sides.Length > 1)
            {
                Apart(context, rule);
            }
        }
    }

    private static void Together(PlacementContext context, int[] group, string? name)
    {
        var vmids = RuleWarnings.Vmids([.. group.Select(g => context.Cluster.Guests[g].Id)]);
        int[] guests = [.. group.Order()];
        var session = new AffinitySession(
            name,
            guests,
            context.Placement,
            context.NodeCount,
            (_, n) => $"The HA manager keeps {vmids} on one node, and not all of them are on {context.Cluster.Nodes[n].Name}.");
        if (session.Violations > 0 && context.Ha.IsManagersTurn(group[0]))
        {
            context.Warn($"The HA manager keeps {vmids} on one node and gathers them itself; they are left to it.");
            return;
        }

        context.Require(session);
    }

    private static void Apart(PlacementContext context, HaResourceAffinity rule)
    {
        string Explain(int guest, int node) =>
            $"HA rule {rule.Name} keeps it off {context.Cluster.Nodes[node].Name}, where a guest is that it must not share a node with.";
        if (Array.TrueForAll(rule.Sides, side => side.Length == 1))
        {
            context.Require(new AntiAffinitySession(rule.Name, [.. rule.Sides.Select(side => side[0]).Order()], context.Placement, null, context.NodeCount, 1, Explain));
        }
        else
        {
            context.Require(new SidesSession(rule.Name, rule.Sides, context.Placement, context.NodeCount, Explain));
        }
    }
}
