using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;

namespace ProxLB.Core.Constraints;

/// <summary>Keeps guests on the nodes they are pinned to, and off those they are kept from.</summary>
internal sealed class NodeAffinityConstraint(RuleOptions options) : IPlacementConstraint
{
    public string Name => PlacementConstraints.NodeAffinity;

    public void Bind(PlacementContext context)
    {
        var required = new List<(BoundRule Rule, int[] Guests, NodeSet Nodes)>();
        foreach (var rule in context.Rules.Rules)
        {
            if (rule.Type is not (RuleType.NodeAffinity or RuleType.NodeAntiAffinity))
            {
                continue;
            }

            var nodes = NodesOf(context, rule);
            var bound = rule.Required ? Restrict(context, rule, nodes) : [];
            if (bound.Count > 0)
            {
                required.Add((rule, [.. bound.Order()], nodes));
            }

            var preferring = rule.Guests.Where(g => !bound.Contains(g)).Order().ToArray();
            if (preferring.Length > 0)
            {
                var session = new NodePreferenceSession(
                    rule.Name, preferring, context.Placement, nodes, (_, n) => $"{rule.Called} prefers {Names(context.Cluster, nodes)} to {context.Cluster.Nodes[n].Name}.");
                context.Prefer(session, rule.Weight);
            }
        }

        var cluster = context.Cluster;
        context.ExplainWith((g, n) =>
        {
            foreach (var (rule, guests, nodes) in required)
            {
                if (Array.BinarySearch(guests, g) >= 0 && !nodes.Contains(n))
                {
                    return $"{rule.Called} allows {Names(cluster, nodes)} only.";
                }
            }

            return null;
        });
    }

    /// <summary>The guests for which the rule is a must; the others only prefer. One that contradicts others and is broken anyway keeps no guest on a node that is to be emptied.</summary>
    private HashSet<int> Restrict(PlacementContext context, BoundRule rule, NodeSet nodes)
    {
        var bound = new HashSet<int>();
        foreach (var guest in rule.Guests)
        {
            var home = context.Placement[guest];
            var leaving = context.Rules.Nodes.Leaving[home];
            var ranksOnly = leaving && (options.DrainIgnoresPins || (!nodes.Contains(home) && context.IsClashing(guest, rule.Name)));
            if (ranksOnly || (!rule.Enforced && !nodes.Contains(home)))
            {
                continue;
            }

            context.Restrict(guest, nodes);
            bound.Add(guest);
        }

        return bound;
    }

    private static NodeSet NodesOf(PlacementContext context, BoundRule rule)
    {
        var nodes = new NodeSet(context.NodeCount);
        foreach (var node in rule.Nodes)
        {
            nodes.Add(node);
        }

        if (rule.Type == RuleType.NodeAffinity)
        {
            return nodes;
        }

        var others = new NodeSet(context.NodeCount);
        for (var n = 0; n < context.NodeCount; n++)
        {
            if (!nodes.Contains(n))
            {
                others.Add(n);
            }
        }

        return others;
    }

    private static string Names(ClusterSnapshot cluster, NodeSet nodes)
    {
        const int Named = 6;
        var names = new List<string>();
        for (var n = nodes.Next(-1); n >= 0; n = nodes.Next(n))
        {
            if (names.Count == Named)
            {
                names.Add("…");
                break;
            }

            names.Add(cluster.Nodes[n].Name);
        }

        return names.Count == 0 ? "no node" : string.Join(", ", names);
    }
}
