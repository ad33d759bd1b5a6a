using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;

namespace ProxLB.Core.Analysis;

/// <summary>Local storages of which nobody knows how much is free: unknown is never room.</summary>
internal static class UnknownRoom
{
    /// <summary>What speaks against a new guest's disks on a node; null if nothing does.</summary>
    public static PlacementObjection? Against(ClusterSnapshot cluster, Guest guest, string node)
    {
        foreach (var disk in guest.Disks)
        {
            var storage = cluster.Storages.FirstOrDefault(storage => string.Equals(storage.Id, disk.Storage, StringComparison.Ordinal));
            if (storage is { Shared: false } && !storage.Free.ContainsKey(node))
            {
                return new PlacementObjection(
                    PlacementConstraints.Capacity, $"How much is free on the local storage {storage.Id} of {node} is not known, so that its disk may not fit.");
            }
        }

        return null;
    }
}
