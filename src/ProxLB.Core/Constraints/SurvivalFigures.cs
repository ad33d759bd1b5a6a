using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Constraints;

/// <summary>The memory that a restart elsewhere is about: of running guests, of nodes, and which guests the HA manager restarts.</summary>
internal sealed class SurvivalFigures
{
    private readonly long[] _base;
    private readonly long[] _usable;

    public SurvivalFigures(ClusterSnapshot cluster, HaModel ha, MeasureOptions measure)
    {
        Ha = ha;
        Demand = HostLoad.Demands(cluster, GuestDemand.MemoryUsed);
        _base = HostLoad.WithoutGuests(
            cluster, Demand, n => n.MemoryUsedBytes is { } used ? Math.Max(0, used - n.MemoryReclaimableBytes) : null);
        _usable = HostLoad.PerNode(cluster, n => NodeCapacity.UsableMemory(n, measure));
        Restarts = new bool[Demand.Length];
        for (var g = 0; g < Restarts.Length; g++)
        {
            Restarts[g] = ha.IsManaged(g) && GuestDemand.Runs(cluster.Guests[g]);
        }
    }

    public HaModel Ha { get; }

    /// <summary>By guest: the memory it uses, in bytes; 0 if it does not run.</summary>
    public long[] Demand { get; }

    /// <summary>By guest: whether the HA manager restarts it elsewhere when its node is lost.</summary>
    public bool[] Restarts { get; }

    /// <summary>By node: usable memory in bytes.</summary>
    public ReadOnlySpan<long> Usable => _usable;

    /// <summary>By node: usable memory that a placement leaves, in bytes; negative where it is exceeded.</summary>
    public long[] FreeUnder(ReadOnlySpan<int> placement)
    {
        var free = new long[_usable.Length];
        for (var n = 0; n < free.Length; n++)
        {
            free[n] = _usable[n] - _base[n];
        }

        for (var g = 0; g < Demand.Length; g++)
        {
            if (placement[g] >= 0)
            {
                free[placement[g]] -= Demand[g];
            }
        }

        return free;
    }
}
