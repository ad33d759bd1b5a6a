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
            var (some, full, spikes) = Figures(cluster.Nodes[n].Pressure, dimension);
            above[n] = (long)(Threshold(limits, some, full, spikes) * ScoreUnits.TicksPerPoint);
        }

        return above;
    }

    /// <summary>Whether <c>(full and some) or spikes</c> reach their thresholds; a figure or threshold that is missing is left out of the condition.</summary>
    public static bool IsHot(PressureThresholds limits, double? some, double? full, double? spikes)
    {
        var bySpikes = limits.Spikes is { } s && spikes >= s;
        var judgesSome = limits.Some is not null && some is not null;
        var judgesFull = limits.Full is not null && full is not null;
        return bySpikes
            || ((judgesSome || judgesFull) && (!judgesSome || some >= limits.Some) && (!judgesFull || full >= limits.Full));
    }

    public static (double? Some, double? Full, double? Spikes) Figures(PressureFigures? figures, string dimension) =>
        dimension.ToUpperInvariant() switch
        {
            "MEMORY" => (figures?.MemorySome, figures?.MemoryFull, figures?.MemorySpikes),
            "CPU" => (figures?.CpuSome, figures?.CpuFull, figures?.CpuSpikes),
            _ => (figures?.IoSome, figures?.IoFull, figures?.IoSpikes),
        };

    /// <summary>The <c>some</c> in percent below which the node is not hot, if its other figures shrink in proportion.</summary>
    private static double Threshold(PressureThresholds limits, double? some, double? full, double? spikes)
    {
        if (some is not { } now)
        {
            return 100;
        }

        if (!IsHot(limits, some, full, spikes))
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
