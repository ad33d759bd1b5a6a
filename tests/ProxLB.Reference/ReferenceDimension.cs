namespace ProxLB.Reference;

/// <summary>One balanced dimension.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share of the weights.</param>
/// <param name="Balanciness">The spread that is allowed, in points.</param>
/// <param name="Floor">The utilisation in percent that some node must reach; 0: none.</param>
/// <param name="Demand">By guest: true demand.</param>
/// <param name="Weighed">By guest: demand weighed by priority.</param>
/// <param name="Base">By node.</param>
/// <param name="Capacity">By node; 0: it does not count.</param>
internal sealed record ReferenceDimension(
    string Name, double Weight, double Balanciness, double Floor, long[] Demand, long[] Weighed, long[] Base, long[] Capacity)
{
    /// <summary>The mean that the imbalance is measured from; set once the guests that must come are known.</summary>
    public double Mean { get; set; }
}
