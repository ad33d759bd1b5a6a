using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Constraints;

/// <summary>Keeps guests on nodes where the HA manager would leave them, and leaves alone those that it is busy with.</summary>
internal sealed class HaConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Ha;

    public void Bind(PlacementContext context)
    {
        var ha = context.Ha;
        foreach (var dropped in ha.DroppedRules)
        {
            context.Warn($"The HA manager does not apply rule {dropped.Name}, and neither does this plan: {dropped.Reason}.");
        }

        var sets = new Dictionary<bool[], NodeSet>(ReferenceEqualityComparer.Instance);
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (!ha.IsManaged(g))
            {
                continue;
            }

            if (ha.StayReason(g) is { } reason)
            {
                context.Hold(g, $"The HA manager decides about it: {reason}.", excused: ha.IsManagersTurn(g));
                continue;
            }

            var kept = ha.KeptOn(g);
            if (!sets.TryGetValue(kept, out var nodes))
            {
                sets.Add(kept, nodes = NodesOf(kept));
            }

            context.Restrict(g, nodes);
        }

        var names = context.Cluster.Nodes;
        context.ExplainWith((g, n) => Explain(ha, g, n, names[n].Name));
    }

    private static string? Explain(HaModel ha, int guest, int node, string name)
    {
        if (!ha.IsManaged(guest) || ha.KeptOn(guest)[node])
        {
            return null;
        }

        return ha.NodeAffinity(guest) is { } affinity && ha.Online[node]
            ? $"{affinity.Called} makes the HA manager move it off {name}."
            : $"{name} is not online for the HA manager.";
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
