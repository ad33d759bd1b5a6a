using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Constraints;

/// <summary>Keeps guests where the HA manager would leave them, and together or apart as its rules say.</summary>
internal sealed class HaConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Ha;

    public void Bind(PlacementContext context)
    {
        var ha = context.Ha;
        var sets = new Dictionary<bool[], NodeSet>(ReferenceEqualityComparer.Instance);
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (!ha.IsManaged(g))
            {
                continue;
            }

            if (ha.StayReason(g) is { } reason)
            {
                context.Hold(g, $"The HA manager decides about it: {reason}.");
                continue;
            }

            var kept = ha.KeptOn(g);
            if (!sets.TryGetValue(kept, out var nodes))
            {
                sets.Add(kept, nodes = NodesOf(kept));
            }

            context.Restrict(g, nodes);
        }

        context.ExplainWith((g, n) => ha.IsManaged(g) && !ha.KeptOn(g)[n]
            ? ha.NodeAffinity(g) is { } affinity
                ? $"HA rule {affinity.Name} does not leave it on {context.Cluster.Nodes[n].Name}."
                : $"{context.Cluster.Nodes[n].Name} is not online for the HA manager."
            : null);
        BindGroups(context, ha);
    }

    private static void BindGroups(PlacementContext context, HaModel ha)
    {
        foreach (var group in ha.Groups)
        {
            int[] guests = [.. group.Order()];
            context.Require(new AffinitySession(
                "HA group of guests", guests, context.Placement, context.NodeCount, (_, _) => "The HA manager moves it together with others."));
        }

        foreach (var rule in ha.ResourceRules)
        {
            if (!rule.Together)
            {
                context.Require(new AntiAffinitySession(
                    rule.Name,
                    [.. rule.Guests.Order()],
                    context.Placement,
                    null,
                    context.NodeCount,
                    1,
                    (_, n) => $"HA rule {rule.Name} keeps it off {context.Cluster.Nodes[n].Name}, where another of its guests is."));
            }
        }
    }

    private static NodeSet NodesOf(bool[] kept)
    {
        var nodes = new NodeSet(kept.Length);
        for (var n = 0; n < kept.Length; n++)
        {
            if (kept[n])
            {
                nodes.Add(n);
            }
        }

        return nodes;
    }
}
