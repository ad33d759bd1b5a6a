using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Memory in bytes.</summary>
internal sealed class MemoryStrategy(MeasureOptions options) : IBalancingStrategy
{
    public string Name => BalancingStrategies.Memory;

    public LoadModel Measure(ClusterSnapshot cluster) => options.Mode switch
    {
        MeasureMode.Psi => PressureMeter.Measure(cluster, Name, static p => p.MemorySome),
        MeasureMode.Assigned => LoadModel.Of(Measure(cluster, GuestDemand.MemoryConfigured, static _ => null)),
        _ => Used(cluster),
    };

    private LoadModel Used(ClusterSnapshot cluster)
    {
        var unknown = HostLoad.Unknown(cluster, "memory use", static g => g.MemoryUsedBytes is null);
        var dimension = Measure(
            cluster, GuestDemand.MemoryUsed, static n => n.MemoryUsedBytes is { } used ? Math.Max(0, used - n.MemoryReclaimableBytes) : null);
        return new LoadModel { Dimensions = [dimension], Warnings = unknown is null ? [] : [unknown] };
    }

    private LoadDimension Measure(ClusterSnapshot cluster, Func<Guest, long> demand, Func<ClusterNode, long?> hostUse)
    {
        var demands = HostLoad.Demands(cluster, demand);
        return new LoadDimension
        {
            Name = Name,
            Unit = "byte",
            Capacity = HostLoad.PerNode(cluster, n => NodeCapacity.UsableMemory(n, options)),
            Base = HostLoad.WithoutGuests(cluster, demands, hostUse),
            Demand = demands,
        };
    }
}
