using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Whether pressure is high enough that a node or guest counts as hot.</summary>
internal static class PressureHeat
{
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
}
