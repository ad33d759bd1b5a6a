namespace ProxLB.Core.Constraints;

/// <summary>Brings guests back to the nodes they were on before a maintenance, where nothing else forbids it.</summary>
/// <param name="returns">VMID and node name of each guest that is to return.</param>
internal sealed class ReturnConstraint(IReadOnlyList<(int Guest, string Node)> returns) : IPlacementConstraint
{
    public string Name => PlacementConstraints.Return;

    public void Bind(PlacementContext context)
    {
        var homeOf = new Dictionary<int, int>();
        foreach (var (vmid, name) in returns)
        {
            var guest = context.IndexOfGuest(vmid);
            var node = context.IndexOfNode(name);
            if (Obstacle(context, guest, node, name) is { } obstacle)
            {
                context.Warn($"Guest {vmid} does not return to {name}: {obstacle}.");
            }
            else if (context.Placement[guest] != node && homeOf.TryAdd(guest, node))
            {
                var only = new NodeSet(context.NodeCount);
                only.Add(node);
                context.Restrict(guest, only);
            }
        }

        var nodes = context.Cluster.Nodes;
        context.ExplainWith((g, n) => homeOf.TryGetValue(g, out var home) && home != n ? $"It is to return to {nodes[home].Name}." : null);
    }

    private static string? Obstacle(PlacementContext context, int guest, int node, string name)
    {
        if (guest < 0 || node < 0)
        {
            return $"the cluster does not have this {(guest < 0 ? "guest" : "node")}";
        }

        if (!context.IsEligible(node))
        {
            return $"{name} {context.Rules.Nodes.Reason(node)}";
        }

        if (context.HoldOf(guest) is { } hold)
        {
            return $"it stays. {hold.Reason.TrimEnd('.')}";
        }

        return context.AllowedOf(guest).Contains(node) ? null : ReasonAgainst(context, guest, node);
    }

    private static string ReasonAgainst(PlacementContext context, int guest, int node)
    {
        foreach (var explainer in context.Explainers)
        {
            if (explainer.Explain(guest, node) is { } reason)
            {
                return $"{explainer.Constraint} forbids it. {reason.TrimEnd('.')}";
            }
        }

        return "a rule forbids it";
    }
}
