using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Configures the HA manager of the world from the facts.</summary>
internal static class HaBuilder
{
    public static void Apply(ClusterWorld world, ClusterSnapshot snapshot)
    {
        foreach (var guest in snapshot.Guests.Where(guest => guest.HaState is not null))
        {
            var resource = world.Ha.Manage(guest.Id, guest.HaState);
            resource.Group = world.Version.AtLeast(9, 0) ? null : guest.HaGroup;
            resource.Failback = guest.HaFailback || !world.Version.AtLeast(9, 0) ? null : false;
            resource.AutoRebalance = guest.HaAutoRebalance || !world.Version.AtLeast(9, 2) ? null : false;
        }
    }
}
