using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>What the API checks before it starts a migration, in the order in which it answers.</summary>
internal static class MigrationRequestChecks
{
    public static SimulatedGuest Run(ClusterWorld world, string node, GuestKind kind, int id, MigrationParameters parameters, Identity user)
    {
        if (parameters.Target == node)
        {
            throw RequestRefusedException.Parameter("target", "target is local node.");
        }

        RequireQuorum(world);
        if (!world.Nodes.ContainsKey(parameters.Target))
        {
            throw RequestRefusedException.Failure($"no such cluster node '{parameters.Target}'");
        }

        if (parameters.Force && !user.IsRoot)
        {
            throw RequestRefusedException.Parameter("force", "Only root may use this option.");
        }

        var guest = Guest(world, node, kind, id);
        RequireUnlocked(guest);
        if (guest.Kind == GuestKind.Container && parameters.Online)
        {
            throw RequestRefusedException.Failure("lxc live migration is currently not implemented");
        }

        if (guest.Running && !parameters.Online && !parameters.Restart)
        {
            throw RequestRefusedException.Failure(guest.Kind == GuestKind.Vm
                ? "can't migrate running VM without --online"
                : "can't migrate running container without --online or --restart");
        }

        RequireReplicationTarget(world, guest, parameters);
        if (guest.Kind == GuestKind.Vm)
        {
            RequireStorages(world, guest, parameters);
        }

        return guest;
    }

    public static void RequireQuorum(ClusterWorld world)
    {
        if (!world.Quorate)
        {
            throw RequestRefusedException.Failure("cluster not ready - no quorum?");
        }
    }

    public static SimulatedGuest Guest(ClusterWorld world, string node, GuestKind kind, int id)
    {
        if (world.Guests.TryGetValue(id, out var guest) && guest.Node == node && guest.Kind == kind)
        {
            return guest;
        }

        var folder = kind == GuestKind.Vm ? "qemu-server" : "lxc";
        throw RequestRefusedException.Failure($"Configuration file 'nodes/{node}/{folder}/{id}.conf' does not exist");
    }

    public static void RequireUnlocked(SimulatedGuest guest)
    {
        if (guest.Lock is not null)
        {
            throw RequestRefusedException.Failure($"{(guest.Kind == GuestKind.Vm ? "VM" : "CT")} is locked ({guest.Lock})");
        }
    }

    private static void RequireReplicationTarget(ClusterWorld world, SimulatedGuest guest, MigrationParameters parameters)
    {
        var jobs = world.ReplicationJobs.Where(job => job.Guest == guest.Id).ToList();
        if (guest.Kind == GuestKind.Vm && guest.Running && jobs.Count > 0 && !parameters.Force && jobs.TrueForAll(job => job.Target != parameters.Target))
        {
            throw RequestRefusedException.Failure(
                $"Cannot live migrate replicated VM to node '{parameters.Target}' - not a replication target. Use 'force' to override.");
        }
    }

    private static void RequireStorages(ClusterWorld world, SimulatedGuest guest, MigrationParameters parameters)
    {
        var map = new StorageMap(parameters.TargetStorage);
        foreach (var volume in guest.Volumes.Where(volume => volume.Storage.Length > 0 && !volume.Cdrom))
        {
            var id = world.IsShared(volume) ? volume.Storage : map[volume.Storage];
            if (!world.Storages.TryGetValue(id, out var storage))
            {
                throw RequestRefusedException.Failure($"storage '{id}' does not exist");
            }

            if (!storage.AvailableOn(parameters.Target))
            {
                throw RequestRefusedException.Failure($"storage '{id}' is not available on node '{parameters.Target}'");
            }
        }
    }
}
