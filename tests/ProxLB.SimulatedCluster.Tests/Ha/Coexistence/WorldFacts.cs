using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Ha.Coexistence;

/// <summary>The facts of a simulated world at this moment, without the way over its API.</summary>
internal static class WorldFacts
{
    /// <summary>The facts that the world was built from, with what has changed since.</summary>
    public static ClusterSnapshot Now(ClusterWorld world, ClusterSnapshot built) => built with
    {
        CapturedAt = world.Now,
        Nodes = [.. built.Nodes.Select(node => Node(world, built, node))],
        Guests = [.. built.Guests.Select(guest => Guest(world, guest))],
        Ha = built.Ha with { ManagerActive = world.Ha.Master is not null },
    };

    private static ClusterNode Node(ClusterWorld world, ClusterSnapshot built, ClusterNode node)
    {
        var running = built.Guests.Where(guest => world.Guests[guest.Id] is { Running: true } now && now.Node == node.Name).ToList();
        return node with
        {
            Online = world.Nodes[node.Name].Alive,
            HaStatus = Enum.Parse<HaNodeStatus>(world.Ha.NodeStates[node.Name], ignoreCase: true),
            CpuUsed = running.Sum(guest => guest.CpuUsed),
            MemoryUsedBytes = running.Sum(guest => guest.MemoryUsedBytes) + (3L << 30),
        };
    }

    private static Guest Guest(ClusterWorld world, Guest guest)
    {
        var now = world.Guests[guest.Id];
        var service = world.Ha.Services.GetValueOrDefault(now.Sid);
        return guest with
        {
            Node = now.Node,
            Running = now.Running,
            Lock = now.Lock,
            HaStatus = service?.State,
            HaPending = service?.Queued is { } motion ? new HaPendingMotion(motion.Command, motion.Target) : null,
            HaMaintenanceNode = service?.MaintenanceNode,
            HaFailedNodes = [.. service?.FailedNodes ?? []],
        };
    }
}
