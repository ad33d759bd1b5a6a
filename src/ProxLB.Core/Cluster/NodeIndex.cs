namespace ProxLB.Core.Cluster;

/// <summary>Node names to their positions in the snapshot, without regard to case.</summary>
internal static class NodeIndex
{
    public static Dictionary<string, int> Of(ClusterSnapshot cluster)
    {
        var index = new Dictionary<string, int>(cluster.Nodes.Count, StringComparer.OrdinalIgnoreCase);
        for (var n = 0; n < cluster.Nodes.Count; n++)
        {
            index.TryAdd(cluster.Nodes[n].Name, n);
        }

        return index;
    }
}
