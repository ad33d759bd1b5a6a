using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Optimization;

/// <summary>Refuses figures that nothing can be planned with, naming strategy, node or guest.</summary>
internal static class LoadCheck
{
    public static void Throw(string strategy, LoadDimension dimension, ClusterSnapshot cluster)
    {
        var called = string.Equals(strategy, dimension.Name, StringComparison.OrdinalIgnoreCase)
            ? $"Strategy {strategy}"
            : $"Strategy {strategy}, dimension {dimension.Name}";
        CheckLength(called, "capacities", dimension.Capacity.Length, cluster.Nodes.Count, "node");
        CheckLength(called, "base loads", dimension.Base.IsEmpty ? cluster.Nodes.Count : dimension.Base.Length, cluster.Nodes.Count, "node");
        CheckLength(called, "limits", dimension.Limit.IsEmpty ? cluster.Nodes.Count : dimension.Limit.Length, cluster.Nodes.Count, "node");
        CheckLength(called, "demands", dimension.Demand.Length, cluster.Guests.Count, "guest");
        CheckRange(called, dimension.Capacity.Span, n => $"the capacity of node {cluster.Nodes[n].Name}");
        CheckRange(called, dimension.Base.Span, n => $"the base load of node {cluster.Nodes[n].Name}", signed: true);
        CheckRange(called, dimension.Demand.Span, g => $"the demand of guest {cluster.Guests[g].Id}");
        var limits = dimension.Limit.Span;
        for (var n = 0; n < limits.Length; n++)
        {
            if (limits[n] < 0)
            {
                throw new InvalidMeasureException(called, $"the limit of node {cluster.Nodes[n].Name}", limits[n]);
            }
        }
    }

    private static void CheckLength(string called, string what, int length, int expected, string each)
    {
        if (length != expected)
        {
            throw new InvalidProblemException($"{called} gives {length} {what} for {expected} {each}s; give one for each {each}, in the snapshot's order.");
        }
    }

    private static void CheckRange(string called, ReadOnlySpan<long> values, Func<int, string> what, bool signed = false)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if ((values[i] < 0 && !signed) || values[i] > InvalidMeasureException.Largest || values[i] < -InvalidMeasureException.Largest)
            {
                throw new InvalidMeasureException(called, what(i), values[i]);
            }
        }
    }
}
