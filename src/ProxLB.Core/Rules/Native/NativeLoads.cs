using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Native;

/// <summary>The loads that native rebalancing sees, for the snapshot's placement or another one.</summary>
internal static class NativeLoads
{
    /// <summary>The loads of the nodes that are online for the HA manager and whose size is known, in the snapshot's order.</summary>
    /// <param name="index">The numbered snapshot.</param>
    /// <param name="placement">By guest, the node it is on; -1 counts nowhere.</param>
    /// <remarks>Mode dynamic takes measured use, host and guests outside HA included; the other modes configured sizes of running guests.</remarks>
    public static NativeNodeLoad[] Of(SnapshotIndex index, ReadOnlySpan<int> placement)
    {
        var online = Ha.HaOnline.Nodes(index.Snapshot);
        var all = ByNode(index, placement);
        var loads = new List<NativeNodeLoad>(all.Length);
        for (var node = 0; node < all.Length; node++)
        {
            if (online[node] && all[node] is { } load)
            {
                loads.Add(load);
            }
        }

        return [.. loads];
    }

    /// <summary>By node its load; null where its size is not known.</summary>
    /// <param name="index">The numbered snapshot.</param>
    /// <param name="placement">By guest, the node it is on; -1 counts nowhere.</param>
    public static NativeNodeLoad?[] ByNode(SnapshotIndex index, ReadOnlySpan<int> placement)
    {
        var nodes = index.Snapshot.Nodes;
        var dynamic = index.Snapshot.Ha.NativeMode == NativeSchedulerMode.Dynamic;
        var cpu = new double[nodes.Count];
        var memory = new long[nodes.Count];
        var measured = new bool[nodes.Count];
        for (var node = 0; node < nodes.Count; node++)
        {
            measured[node] = dynamic && nodes[node] is { CpuUsed: not null, MemoryUsedBytes: not null };
            cpu[node] = measured[node] ? nodes[node].CpuUsed!.Value : 0;
            memory[node] = measured[node] ? nodes[node].MemoryUsedBytes!.Value : 0;
        }

        for (var guest = 0; guest < placement.Length; guest++)
        {
            var facts = index.Snapshot.Guests[guest];
            if (facts.Running != true)
            {
                continue;
            }

            var home = index.Home[guest];
            var node = placement[guest];
            if (home >= 0 && home != node && measured[home])
            {
                cpu[home] = Math.Max(0, cpu[home] - Cores(facts, dynamic, nodes[home]));
                memory[home] = Math.Max(0, memory[home] - Bytes(facts, dynamic));
            }

            if (node >= 0 && (home != node || !measured[node]))
            {
                cpu[node] += Cores(facts, dynamic, nodes[node]);
                memory[node] += Bytes(facts, dynamic);
            }
        }

        var loads = new NativeNodeLoad?[nodes.Count];
        for (var node = 0; node < nodes.Count; node++)
        {
            if (nodes[node] is { CpuCores: > 0, MemoryBytes: > 0 } facts)
            {
                loads[node] = new NativeNodeLoad(cpu[node], facts.CpuCores.Value, memory[node], facts.MemoryBytes.Value);
            }
        }

        return loads;
    }

    // A guest without a limit may use the whole node; that is how the scheduler counts it.
    public static double Cores(Guest guest, bool used, ClusterNode node) =>
        (used ? guest.CpuUsed : null) ?? (guest.CpuCores is > 0 ? guest.CpuCores : node.CpuCores) ?? 0;

    public static long Bytes(Guest guest, bool used) => (used ? guest.MemoryUsedBytes : null) ?? guest.MemoryBytes ?? 0;
}
