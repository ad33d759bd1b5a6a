using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>CPU in thousandths of a core.</summary>
internal sealed class CpuStrategy(MeasureOptions options) : IBalancingStrategy
{
    public string Name => BalancingStrategies.Cpu;

    public LoadModel Measure(ClusterSnapshot cluster) => options.Mode switch
    {
        MeasureMode.Psi => PressureMeter.Measure(cluster, Name, static p => p.CpuSome),
        MeasureMode.Assigned => LoadModel.Of(Measure(cluster, GuestDemand.CpuConfigured, static _ => null)),
        _ => Used(cluster),
    };

    private LoadModel Used(ClusterSnapshot cluster)
    {
        var unknown = HostLoad.Unknown(cluster, "CPU use", static g => g.CpuUsed is null);
        var dimension = Measure(
            cluster, GuestDemand.CpuUsed, static n => n.CpuUsed is { } used ? GuestDemand.Millicores(used) : null);
        return new LoadModel { Dimensions = [dimension], Warnings = unknown is null ? [] : [unknown] };
    }

    private LoadDimension Measure(ClusterSnapshot cluster, Func<Guest, long> demand, Func<ClusterNode, long?> hostUse)
    {
        var demands = HostLoad.Demands(cluster, demand);
        return new LoadDimension
        {
            Name = Name,
            Unit = "millicore",
            Capacity = HostLoad.PerNode(cluster, n => GuestDemand.Millicores(NodeCapacity.UsableCores(n, options))),
            Base = HostLoad.WithoutGuests(cluster, demands, hostUse),
            Demand = demands,
        };
    }
}
