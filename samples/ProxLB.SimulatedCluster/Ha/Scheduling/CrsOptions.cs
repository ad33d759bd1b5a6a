using System.Globalization;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>The options of the cluster resource scheduler (<c>crs</c>).</summary>
internal static class CrsOptions
{
    public static string? Text(ClusterWorld world, string name) => world.Options["crs"]?[name]?.ToString();

    public static double Number(ClusterWorld world, string name, double fallback) =>
        double.TryParse(Text(world, name), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
