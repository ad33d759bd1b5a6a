namespace ProxLB.Core.Optimization;

/// <summary>The terms of one node: pure functions of its integer loads, computed in double and rounded.</summary>
internal static class NodeTerms
{
    public static long Ticks(long load, long capacity) => (long)Math.Round(load * (ScoreUnits.TicksPerWhole / capacity));

    public static long Imbalance(BalancedDimension dimension, long load, long capacity)
    {
        var deviation = ((double)load / capacity) - dimension.Mean;
        return (long)Math.Round(deviation * deviation * dimension.ImbalanceScale);
    }

    public static long Overload(long load, long limit) => load <= limit
        ? 0
        : Math.Max(1, (long)Math.Min(1e15, (double)(load - limit) / Math.Max(1, limit) * ScoreUnits.OverloadPerLimit));
}
