using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>The limits of nodes as dimensions that nobody balances: projected memory, configured memory, virtual CPUs, local storages.</summary>
internal sealed class CapacityStrategy(MeasureOptions measure, CapacityLimits limits) : IBalancingStrategy
{
    public const string MemoryUse = "memory-use";
    public const string MemoryConfigured = "memory-configured";
    public const string VirtualCpus = "vcpu";
    public const string StoragePrefix = "storage:";

    public string Name => "capacity";

    public LoadModel Measure(ClusterSnapshot cluster)
    {
        var dimensions = new List<LoadDimension> { ProjectedMemory(cluster) };
        if (limits.ConfiguredMemory)
        {
            dimensions.Add(Limit(
                cluster, MemoryConfigured, "byte", HostLoad.Demands(cluster, GuestDemand.MemoryConfigured), n => NodeCapacity.UsableMemory(n, measure)));
        }

        if (limits.CpuOvercommit is { } overcommit)
        {
            dimensions.Add(Limit(
                cluster,
                VirtualCpus,
                "millicore",
                HostLoad.Demands(cluster, GuestDemand.CpuConfigured),
                n => GuestDemand.Millicores(overcommit * NodeCapacity.UsableCores(n, measure))));
        }

        dimensions.AddRange(LocalStorageLoad.Measure(cluster, limits.StorageMap));
        return new LoadModel { Dimensions = dimensions };
    }

    private LoadDimension ProjectedMemory(ClusterSnapshot cluster)
    {
        var demand = HostLoad.Demands(cluster, GuestDemand.MemoryUsed);
        return Limit(
            cluster, MemoryUse, "byte", demand, n => (long)(NodeCapacity.UsableMemory(n, measure) * (1 - (limits.MemoryHeadroomPercent / 100)))) with
        {
            Base = HostLoad.WithoutGuests(
                cluster, demand, n => n.MemoryUsedBytes is { } used ? Math.Max(0, used - n.MemoryReclaimableBytes) : null),
        };
    }

    private static LoadDimension Limit(ClusterSnapshot cluster, string name, string unit, long[] demand, Func<ClusterNode, long> limit)
    {
        var limits = HostLoad.PerNode(cluster, limit);
        return new LoadDimension { Name = name, Unit = unit, Capacity = limits, Limit = limits, Demand = demand };
    }
}
