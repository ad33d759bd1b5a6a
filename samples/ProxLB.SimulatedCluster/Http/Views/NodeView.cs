using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>A node as the API shows it.</summary>
internal static class NodeView
{
    public static JsonObject Resource(ClusterWorld world, SimulatedNode node, bool audited)
    {
        var fresh = Fresh(world, node);
        var view = new JsonObject
        {
            ["id"] = $"node/{node.Name}",
            ["type"] = "node",
            ["node"] = node.Name,
            ["status"] = Status(node, fresh),
            ["level"] = "",
        };
        if (audited && fresh is not null)
        {
            AddFigures(view, world, node, fresh);
            view["cgroup-mode"] = 2;
        }

        if (world.Version.AtLeast(8, 3))
        {
            view.Put("hastate", world.Ha.NodeState(node.Name));
        }

        return view;
    }

    public static JsonObject Listed(ClusterWorld world, SimulatedNode node, bool audited)
    {
        var fresh = Fresh(world, node);
        var view = new JsonObject
        {
            ["node"] = node.Name,
            ["id"] = $"node/{node.Name}",
            ["type"] = "node",
            ["status"] = Status(node, fresh),
            ["level"] = "",
            ["ssl_fingerprint"] = node.Fingerprint,
        };
        if (audited && fresh is not null)
        {
            AddFigures(view, world, node, fresh);
        }

        return view;
    }

    private static NodeSample? Fresh(ClusterWorld world, SimulatedNode node) =>
        node.Alive && node.Sample is { } sample && world.Now - sample.At <= StatusDaemon.Expiry ? sample : null;

    private static void AddFigures(JsonObject view, ClusterWorld world, SimulatedNode node, NodeSample sample) =>
        view.Put("uptime", (long)(world.Now - node.Since).TotalSeconds)
            .Put("cpu", sample.Cpu)
            .Put("maxcpu", node.Cores)
            .Put("mem", sample.Memory)
            .Put("maxmem", node.MemoryBytes)
            .Put("disk", node.DiskUsed)
            .Put("maxdisk", node.DiskBytes);

    private static string Status(SimulatedNode node, NodeSample? fresh)
    {
        if (!node.Alive)
        {
            return "offline";
        }

        return fresh is null ? "unknown" : "online";
    }
}
