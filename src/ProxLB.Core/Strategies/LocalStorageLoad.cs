using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>Local storages as limits: a guest's disks must fit the free space of the storage on its target.</summary>
internal static class LocalStorageLoad
{
    public static IEnumerable<LoadDimension> Measure(ClusterSnapshot cluster, IReadOnlyDictionary<string, string> map)
    {
        var home = NodeIndex.Of(cluster);
        var targets = new DiskTargets(cluster, map);
        foreach (var storage in cluster.Storages)
        {
            if (!storage.Shared && storage.Free.Count > 0 && Used(cluster, storage.Id, targets))
            {
                yield return Measure(cluster, storage, targets, home);
            }
        }
    }

    private static bool Used(ClusterSnapshot cluster, string storage, DiskTargets targets)
    {
        foreach (var guest in cluster.Guests)
        {
            if (Demand(guest, storage, targets) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static LoadDimension Measure(
        ClusterSnapshot cluster, ClusterStorage storage, DiskTargets targets, Dictionary<string, int> home)
    {
        var demand = HostLoad.Demands(cluster, g => Demand(g, storage.Id, targets));
        var hostLoad = new long[cluster.Nodes.Count];
        var limit = new long[cluster.Nodes.Count];
        var own = new long[cluster.Nodes.Count];
        for (var g = 0; g < demand.Length; g++)
        {
            var guest = cluster.Guests[g];
            if (!home.TryGetValue(guest.Node, out var node))
            {
                continue;
            }

            // A disk that lies on another storage takes no room here until it is mapped to this one.
            var here = OnStorage(guest, storage.Id);
            own[node] += here;
            hostLoad[node] += here - demand[g];
        }

        for (var n = 0; n < limit.Length; n++)
        {
            limit[n] = storage.Free.TryGetValue(cluster.Nodes[n].Name, out var free) ? free + own[n] : LoadDimension.Unlimited;
        }

        return new LoadDimension
        {
            Name = CapacityStrategy.StoragePrefix + storage.Id,
            Unit = "byte",
            Capacity = new long[limit.Length],
            Base = hostLoad,
            Limit = limit,
            Demand = demand,
        };
    }

    private static long Demand(Guest guest, string storage, DiskTargets targets)
    {
        long bytes = 0;
        for (var i = 0; i < guest.Disks.Count; i++)
        {
            var disk = guest.Disks[i];
            bytes += string.Equals(targets.Of(guest, disk), storage, StringComparison.Ordinal)
                ? disk.Bytes
                : 0;
        }

        return bytes;
    }

    private static long OnStorage(Guest guest, string storage)
    {
        long bytes = 0;
        for (var i = 0; i < guest.Disks.Count; i++)
        {
            bytes += string.Equals(guest.Disks[i].Storage, storage, StringComparison.Ordinal) ? guest.Disks[i].Bytes : 0;
        }

        return bytes;
    }
}
