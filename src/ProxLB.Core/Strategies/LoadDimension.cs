using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>The loads of one dimension as integers, in the order of the snapshot's nodes and guests.</summary>
/// <remarks>A dimension is balanced if the options name it. Its limits hold in any case, so that a dimension with limits
/// that nobody balances states a capacity.</remarks>
public sealed record LoadDimension
{
    /// <summary>The limit of a node that has none.</summary>
    public const long Unlimited = long.MaxValue;

    /// <summary>How many integer steps one unit of <see cref="Measure"/> is resolved into.</summary>
    public const double Resolution = 1000;

    /// <summary>Its name, such as <c>memory</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The unit of one integer step, for display, such as <c>byte</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>By node: usable capacity; 0 if the node has none, then it does not count in this dimension.</summary>
    public required ReadOnlyMemory<long> Capacity { get; init; }

    /// <summary>By node: the load that no guest causes; empty: none.</summary>
    public ReadOnlyMemory<long> Base { get; init; }

    /// <summary>By node: the most load a node may have when a guest comes to it, or <see cref="Unlimited"/>; empty: no limits.</summary>
    public ReadOnlyMemory<long> Limit { get; init; }

    /// <summary>By guest: its demand.</summary>
    public required ReadOnlyMemory<long> Demand { get; init; }

    /// <summary>Measures one dimension with functions of node and guest, resolved to thousandths.</summary>
    /// <param name="cluster">The facts.</param>
    /// <param name="name">The dimension's name.</param>
    /// <param name="unit">The unit of the functions' values.</param>
    /// <param name="capacity">A node's usable capacity, at least 0; 0: the node does not count.</param>
    /// <param name="demand">A guest's demand, at least 0.</param>
    /// <param name="baseLoad">The load of a node that no guest causes; null: none.</param>
    /// <param name="limit">The most load of a node; null: no limit. A null value: this node has none.</param>
    /// <exception cref="InvalidMeasureException">A value is negative, not finite or too large.</exception>
    public static LoadDimension Measure(
        ClusterSnapshot cluster,
        string name,
        string unit,
        Func<ClusterNode, double> capacity,
        Func<Guest, double> demand,
        Func<ClusterNode, double>? baseLoad = null,
        Func<ClusterNode, double?>? limit = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var nodes = cluster.Nodes;
        var guests = cluster.Guests;
        return new LoadDimension
        {
            Name = name,
            Unit = unit,
            Capacity = Resolve(nodes.Count, i => capacity(nodes[i]), i => $"the capacity of node {nodes[i].Name}", name),
            Base = baseLoad is null ? default : Resolve(nodes.Count, i => baseLoad(nodes[i]), i => $"the base load of node {nodes[i].Name}", name),
            Limit = limit is null ? default : Resolve(nodes.Count, i => limit(nodes[i]), i => $"the limit of node {nodes[i].Name}", name),
            Demand = Resolve(guests.Count, i => demand(guests[i]), i => $"the demand of guest {guests[i].Id}", name),
        };
    }

    private static long[] Resolve(int count, Func<int, double?> value, Func<int, string> what, string dimension)
    {
        var resolved = new long[count];
        for (var i = 0; i < count; i++)
        {
            resolved[i] = value(i) switch
            {
                null => Unlimited,
                { } v when v >= 0 && v * Resolution < InvalidMeasureException.Largest => (long)Math.Round(v * Resolution),
                { } v => throw new InvalidMeasureException(dimension, what(i), v),
            };
        }

        return resolved;
    }
}
