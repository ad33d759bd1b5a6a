using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Usable capacity of nodes: what is there minus what the options reserve.</summary>
internal static class NodeCapacity
{
    private static readonly ResourceReserve None = new();

    public static long UsableMemory(ClusterNode node, MeasureOptions options) =>
        Math.Max(0, (node.MemoryBytes ?? 0) - (For(node, options).MemoryBytes ?? options.Reserve.MemoryBytes ?? 0));

    public static double UsableCores(ClusterNode node, MeasureOptions options) =>
        Math.Max(0, (node.CpuCores ?? 0) - (For(node, options).CpuCores ?? options.Reserve.CpuCores ?? 0));

    public static long UsableDisk(ClusterNode node, MeasureOptions options) =>
        Math.Max(0, (node.DiskBytes ?? 0) - (For(node, options).DiskBytes ?? options.Reserve.DiskBytes ?? 0));

    private static ResourceReserve For(ClusterNode node, MeasureOptions options) =>
        options.ReserveByNode.Count > 0 && options.ReserveByNode.TryGetValue(node.Name, out var own) ? own : None;
}
