namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>How unevenly nodes are loaded, 0 to 1: the coefficient of variation, over the highest it can have with so many nodes.</summary>
internal static class Imbalance
{
    public static double Of(IReadOnlyCollection<NodeLoad> nodes)
    {
        var loads = nodes.Select(node => (node.CpuShare + node.MemoryShare) / 2).ToList();
        var mean = loads.Count < 2 ? 0 : loads.Average();
        if (mean == 0)
        {
            return 0;
        }

        var variance = loads.Average(load => (load - mean) * (load - mean));
        return Math.Sqrt(variance) / mean / Math.Sqrt(loads.Count - 1);
    }
}
