using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace ProxLB.TestKit.Contracts;

/// <summary>Checks what a strategy measures of one cluster.</summary>
internal sealed class MeasureCheck(ClusterSnapshot cluster, string which, ViolationList violations)
{
    public void Check(IBalancingStrategy strategy)
    {
        var model = strategy.Measure(cluster);
        if (model.Dimensions.Count == 0)
        {
            Add("there is no dimension");
        }

        foreach (var name in model.Dimensions.CountBy(dimension => dimension.Name ?? "", StringComparer.OrdinalIgnoreCase).Where(name => name.Value > 1))
        {
            Add($"{name.Value} dimensions are named '{name.Key}'");
        }

        foreach (var dimension in model.Dimensions)
        {
            CheckDimension(dimension);
        }

        if (model.Warnings.Any(string.IsNullOrWhiteSpace))
        {
            Add("a warning is empty");
        }

        if (!Equal(model, strategy.Measure(cluster)))
        {
            Add("a second measurement differs from the first");
        }
    }

    private void CheckDimension(LoadDimension dimension)
    {
        if (string.IsNullOrWhiteSpace(dimension.Name))
        {
            Add("a dimension has no name");
        }

        if (string.IsNullOrWhiteSpace(dimension.Unit))
        {
            Add($"dimension '{dimension.Name}' has no unit");
        }

        CheckFigures(dimension, "capacity", dimension.Capacity, cluster.Nodes.Count, "nodes", required: true);
        CheckFigures(dimension, "base", dimension.Base, cluster.Nodes.Count, "nodes", required: false);
        CheckFigures(dimension, "limit", dimension.Limit, cluster.Nodes.Count, "nodes", required: false);
        CheckFigures(dimension, "demand", dimension.Demand, cluster.Guests.Count, "guests", required: true);
    }

    private void CheckFigures(LoadDimension dimension, string kind, ReadOnlyMemory<long> figures, int count, string of, bool required)
    {
        if (figures.Length != count && (required || figures.Length != 0))
        {
            Add($"dimension '{dimension.Name}' has {figures.Length} figures of {kind} for {count} {of}");
            return;
        }

        for (var i = 0; i < figures.Length; i++)
        {
            var figure = figures.Span[i];
            if (figure < 0 || (figure > InvalidMeasureException.Largest && figure != LoadDimension.Unlimited))
            {
                var owner = of == "nodes" ? $"node {cluster.Nodes[i].Name}" : $"guest {cluster.Guests[i].Id}";
                Add($"dimension '{dimension.Name}': the {kind} of {owner} is {figure}, not from 0 to 2^52");
            }
        }
    }

    private static bool Equal(LoadModel one, LoadModel other) =>
        one.Dimensions.Count == other.Dimensions.Count
        && one.Warnings.SequenceEqual(other.Warnings)
        && one.Dimensions.Zip(other.Dimensions).All(pair => Equal(pair.First, pair.Second));

    private static bool Equal(LoadDimension one, LoadDimension other) =>
        one.Name == other.Name
        && one.Unit == other.Unit
        && one.Capacity.Span.SequenceEqual(other.Capacity.Span)
        && one.Base.Span.SequenceEqual(other.Base.Span)
        && one.Limit.Span.SequenceEqual(other.Limit.Span)
        && one.Demand.Span.SequenceEqual(other.Demand.Span);

    private void Add(string what) => violations.Add($"Measuring {which}: {what}.");
}
