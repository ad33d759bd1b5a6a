using ProxLB.Core.Cluster;

namespace ProxLB.Core.Analysis;

/// <summary>Puts guests that do not exist yet into a snapshot: on a node in maintenance, which they are to leave for a real one.</summary>
internal static class WaitingRoom
{
    private const string Name = "(new)";

    public static ClusterSnapshot With(ClusterSnapshot cluster, NewGuest wanted)
    {
        // The HA manager does not know the node, and it takes no part in any figure.
        var room = new ClusterNode
        {
            Name = Name,
            Maintenance = true,
            HaStatus = HaNodeStatus.Gone,
            CpuCores = wanted.Count * Math.Max(1, wanted.CpuCores),
            MemoryBytes = Math.Max(1, wanted.Count * wanted.MemoryBytes),
        };
        var guests = new List<Guest>(cluster.Guests);
        var vmid = guests.Count == 0 ? 1 : guests.Max(guest => guest.Id) + 1;
        for (var i = 0; i < wanted.Count; i++)
        {
            guests.Add(new Guest
            {
                Id = vmid + i,
                Kind = wanted.Kind,
                Node = Name,
                CpuCores = wanted.CpuCores,
                CpuUsed = wanted.CpuCores,
                MemoryBytes = wanted.MemoryBytes,
                MemoryUsedBytes = wanted.MemoryBytes,
                Disks = wanted.Disks,
                Tags = wanted.Tags,
                Pool = wanted.Pool,
            });
        }

        return cluster with { Nodes = [.. cluster.Nodes, room], Guests = guests };
    }
}
