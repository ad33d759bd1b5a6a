using ProxLB.Core.Cluster;

namespace ProxLB.Core.Constraints;

/// <summary>A guest with more virtual CPUs than a node has cores may not go there; where it already is, it stays.</summary>
internal sealed class CoresConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Cores;

    public void Bind(PlacementContext context)
    {
        var cluster = context.Cluster;
        var smallest = double.PositiveInfinity;
        for (var n = 0; n < context.NodeCount; n++)
        {
            smallest = context.IsEligible(n) ? Math.Min(smallest, cluster.Nodes[n].CpuCores ?? 0) : smallest;
        }

        var bySize = new Dictionary<double, NodeSet>();
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (cluster.Guests[g].CpuCores is not { } cores || cores <= smallest || !context.MayMove(g))
            {
                continue;
            }

            if (!bySize.TryGetValue(cores, out var wide))
            {
                bySize.Add(cores, wide = Wide(context, cores));
            }

            context.RestrictMoves(g, wide);
        }

        context.ExplainWith((g, n) => TooMany(cluster.Guests[g], cluster.Nodes[n])
            ? $"It has {cluster.Guests[g].CpuCores} virtual CPUs and {cluster.Nodes[n].Name} has {cluster.Nodes[n].CpuCores} cores."
            : null);
    }

    private static bool TooMany(Guest guest, ClusterNode node) =>
        guest.CpuCores > node.CpuCores && !string.Equals(guest.Node, node.Name, StringComparison.OrdinalIgnoreCase);

    private static NodeSet Wide(PlacementContext context, double cores)
    {
        var wide = new NodeSet(context.NodeCount);
        for (var n = 0; n < context.NodeCount; n++)
        {
            if (context.Cluster.Nodes[n].CpuCores >= cores)
            {
                wide.Add(n);
            }
        }

        return wide;
    }
}
