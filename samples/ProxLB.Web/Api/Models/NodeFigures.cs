using ProxLB.Core.Cluster;

namespace ProxLB.Web.Api.Models;

/// <summary>A node's measured figures as fractions and percentages; what is unknown is left out.</summary>
internal static class NodeFigures
{
    public static IReadOnlyDictionary<string, double> Utilisation(ClusterNode node)
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Add(figures, "memory", node.MemoryUsedBytes - node.MemoryReclaimableBytes, node.MemoryBytes);
        Add(figures, "cpu", node.CpuUsed, node.CpuCores);
        Add(figures, "disk", node.DiskUsedBytes, node.DiskBytes);
        return figures;
    }

    public static IReadOnlyDictionary<string, double>? Pressure(ClusterNode node)
    {
        if (node.Pressure is not { } pressure)
        {
            return null;
        }

        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Add(figures, "memory", pressure.MemorySome, 1);
        Add(figures, "cpu", pressure.CpuSome, 1);
        Add(figures, "io", pressure.IoSome, 1);
        return figures;
    }

    private static void Add(SortedDictionary<string, double> figures, string name, double? used, double? whole)
    {
        if (used is { } part && whole is > 0)
        {
            figures[name] = Math.Round(Math.Max(0, part) / whole.Value, 4);
        }
    }
}
