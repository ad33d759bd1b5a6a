using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>The facts as they would be if guests were elsewhere and nothing else changed.</summary>
internal static class ProjectedSnapshot
{
    /// <param name="cluster">The facts.</param>
    /// <param name="place">By guest: the index of its node.</param>
    /// <param name="storageMap">Storages used on the target, by storage on the source.</param>
    public static ClusterSnapshot Of(ClusterSnapshot cluster, ReadOnlySpan<int> place, IReadOnlyDictionary<string, string> storageMap)
    {
        var home = NodeIndex.Of(cluster);
        var nodes = cluster.Nodes.ToArray();
        var guests = cluster.Guests.ToArray();
        var storages = new SharedStorages(cluster);
        var targets = new DiskTargets(cluster, storageMap);
        var free = cluster.Storages.ToDictionary(s => s.Id, s => new Dictionary<string, long>(s.Free, StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        for (var g = 0; g < guests.Length; g++)
        {
            var guest = guests[g];
            var from = home[guest.Node];
            if (from == place[g])
            {
                continue;
            }

            var disks = new List<GuestDisk>(guest.Disks.Count);
            foreach (var disk in guest.Disks)
            {
                var target = targets.Of(guest, disk);
                Shift(free, disk.Storage, nodes[from].Name, disk.Bytes);
                Shift(free, target, nodes[place[g]].Name, -disk.Bytes);
                disks.Add(disk with { Storage = target });
            }

            nodes[from] = Load(nodes[from], guest, storages, -1);
            nodes[place[g]] = Load(nodes[place[g]], guest, storages, 1);
            guests[g] = guest with { Node = nodes[place[g]].Name, Disks = disks };
        }

        return cluster with
        {
            Nodes = nodes,
            Guests = guests,
            Storages = [.. cluster.Storages.Select(s => s with { Free = free[s.Id] })],
        };
    }

    private static void Shift(Dictionary<string, Dictionary<string, long>> free, string storage, string node, long bytes)
    {
        if (free.TryGetValue(storage, out var byNode) && byNode.TryGetValue(node, out var now))
        {
            byNode[node] = Math.Max(0, now + bytes);
        }
    }

    private static ClusterNode Load(ClusterNode node, Guest guest, SharedStorages storages, int sign) => node with
    {
        CpuUsed = node.CpuUsed is { } cpu ? Math.Max(0, cpu + (sign * GuestDemand.CpuUsed(guest) / 1000.0)) : null,
        MemoryUsedBytes = node.MemoryUsedBytes is { } memory ? Math.Max(0, memory + (sign * GuestDemand.MemoryUsed(guest))) : null,
        DiskUsedBytes = node.DiskUsedBytes is { } disk ? Math.Max(0, disk + (sign * GuestDemand.LocalDisk(guest, storages))) : null,
    };
}
