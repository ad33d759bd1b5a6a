using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Optimization;

/// <summary>What moving each guest costs in bytes: the fixed overhead, what is copied, and a running container's restart.</summary>
internal static class MigrationCost
{
    public static long[] Of(PlacementContext context, GoalOptions options)
    {
        var storages = new SharedStorages(context.Cluster);
        var cost = new long[context.GuestCount];
        for (var g = 0; g < cost.Length; g++)
        {
            var guest = context.Cluster.Guests[g];
            cost[g] = options.MigrationOverheadBytes + GuestDemand.LocalDisk(guest, storages);
            if (GuestDemand.Runs(guest))
            {
                cost[g] += guest.Kind == GuestKind.Container ? options.ContainerRestartCostBytes : GuestDemand.MemoryUsed(guest);
            }
        }

        return cost;
    }
}
