using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Local disk in bytes: the guests' disks on storages that are not shared. Stopped guests and templates count too.</summary>
internal sealed class DiskStrategy(MeasureOptions options) : IBalancingStrategy
{
    public string Name => BalancingStrategies.Disk;

    public LoadModel Measure(ClusterSnapshot cluster)
    {
        if (options.Mode == MeasureMode.Psi)
        {
            return PressureMeter.Measure(cluster, Name, static p => p.IoSome);
        }

        var storages = new SharedStorages(cluster);
        var demands = HostLoad.Demands(cluster, g => GuestDemand.LocalDisk(g, storages));
        Func<ClusterNode, long?> hostUse = options.Mode == MeasureMode.Assigned ? static _ => null : static n => n.DiskUsedBytes;
        return LoadModel.Of(new LoadDimension
        {
            Name = Name,
            Unit = "byte",
            Capacity = HostLoad.PerNode(cluster, n => NodeCapacity.UsableDisk(n, options)),
            Base = HostLoad.WithoutGuests(cluster, demands, hostUse),
            Demand = demands,
        });
    }
}
