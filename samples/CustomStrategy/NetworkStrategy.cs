using System.Globalization;
using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace CustomStrategy;

/// <summary>Balances network traffic: what guests send, read from their label <c>mbit</c>, over 10 Gbit/s a node.</summary>
internal sealed class NetworkStrategy : IBalancingStrategy
{
    public string Name => "network";

    public LoadModel Measure(ClusterSnapshot cluster) => LoadModel.Of(LoadDimension.Measure(
        cluster, Name, "Mbit/s", capacity: _ => 10_000, demand: Traffic, limit: _ => 9_000));

    private static double Traffic(Guest guest) =>
        guest.Labels.TryGetValue("mbit", out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : 0;
}
