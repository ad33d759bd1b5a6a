using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>A migration of an HA-managed guest: a task that only asks the HA manager, and ends at once.</summary>
internal static class HaMigration
{
    public static SimulatedTask Request(ClusterWorld world, SimulatedGuest guest, string target, Identity user)
    {
        var task = world.Tasks.Start(guest.Node, "hamigrate", guest.Id.ToString(), user);
        var what = guest.Kind == GuestKind.Vm ? "VM" : "CT";
        task.Write($"Requesting HA migration for {what} {guest.Id} to node {target}");
        world.Tasks.End(task, Ask(world, guest.Sid, target, task) is { } reason
            ? $"command 'ha-manager migrate {guest.Sid} {target}' failed: {reason}"
            : "OK");
        return task;
    }

    private static string? Ask(ClusterWorld world, string sid, string target, SimulatedTask task)
    {
        try
        {
            world.Ha.Request(sid, new HaMotion("migrate", target));
        }
        catch (RequestRefusedException refusal)
        {
            task.Write(refusal.Message);
            return "exit code 255";
        }

        foreach (var peer in world.Ha.Dependents(sid))
        {
            task.Write($"also migrate positive affinity resource '{peer}' to '{target}'");
        }

        // The request stays queued even so; the manager refuses it itself in its next round.
        var blockers = world.Ha.Blockers(sid, target);
        foreach (var (blocker, cause) in blockers)
        {
            task.Write($"cannot migrate resource '{sid}' to node '{target}': '{blocker}' ({cause})");
        }

        return blockers.Count > 0 ? "exit code 255" : null;
    }
}
