using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;
using ProxLB.TestKit;

namespace ProxLB.Benchmarks.Clusters;

/// <summary>A user's own strategy: network traffic, from the measures of guests and nodes.</summary>
internal sealed class NetworkStrategy : IBalancingStrategy
{
    public string Name => ClusterGenerator.CustomMeasure;

    public LoadModel Measure(ClusterSnapshot cluster) => LoadModel.Of(LoadDimension.Measure(
        cluster, Name, "byte/s", static node => Figure(node.Measures), static guest => Figure(guest.Measures)));

    private static double Figure(IReadOnlyDictionary<string, double> measures) => measures.GetValueOrDefault(ClusterGenerator.CustomMeasure);
}
