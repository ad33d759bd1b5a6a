using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Optimization;

/// <summary>From which pressure on a node counts as hot, where thresholds of pressure are configured.</summary>
internal static class HotNodes
{
    /// <summary>By node in ticks; null if the dimension is judged by its spread.</summary>
    public static long[]? Thresholds(MeasureOptions options, ClusterSnapshot cluster, string dimension)
    {
        if (options.Mode != MeasureMode.Psi || options.Pressure is null || !options.Pressure.Nodes.TryGetValue(dimension, out var limits))
        {
            return null;
        }

        var above = new long[cluster.Nodes.Count];
        for (var n = 0; n < above.Length; n++)
        {
            var (some, full, spikes) = PressureHeat.Figures(cluster.Nodes[n].Pressure, dimension);
            above[n] = (long)(Threshold(limits, some, full, spikes) * ScoreUnits.TicksPerPoint);
        }

        return above;
    }

    /// <summary>The <c>some</c> in percent below which the node is not hot, if its other figures shrink in proportion.</summary>
    private static double Threshold(PressureThresholds limits, double? some, double? full, double? spikes)
    {
        if (some is not { } now)
        {
            return 100;
        }

        if (!PressureHeat.IsHot(limits, some, full, spikes))
        {
            // It may rise to the threshold, or stay where it is if only another figure keeps it from being hot.
            return Math.Max(now, limits.Some ?? now);
        }

        var cool = limits.Some ?? 0;
        if (limits.Full is { } f && full is > 0 and var fullNow)
        {
            cool = Math.Max(cool, now * f / fullNow);
        }

        return limits.Spikes is { } s && spikes is > 0 and var spikesNow && spikesNow >= s
            ? Math.Min(cool > 0 ? cool : now, now * s / spikesNow)
            : cool;
    }
}
