using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>The status of the HA manager: for people, and as the manager writes it down itself.</summary>
internal static class HaStatusView
{
    public static JsonArray Current(ApiCall call)
    {
        var (world, manager) = (call.World, call.World.Ha);
        var list = new JsonArray
        {
            new JsonObject
            {
                ["id"] = "quorum",
                ["type"] = "quorum",
                ["node"] = call.Entry.Name,
                ["quorate"] = world.Quorate.Bit(),
                ["status"] = world.Quorate ? "OK" : "No quorum on node '" + call.Entry.Name + "'!",
            },
        };
        if (manager.Services.Count == 0)
        {
            return list;
        }

        if (manager.Master is { } master)
        {
            list.Add(new JsonObject
            {
                ["id"] = "master",
                ["type"] = "master",
                ["node"] = master,
                ["timestamp"] = world.Now.ToUnixTimeSeconds(),
                ["status"] = $"{master} (active, {Date(world)})",
            });
        }

        if (world.Version.AtLeast(9, 2))
        {
            list.Add(new JsonObject { ["id"] = "fencing", ["type"] = "fencing", ["armed-state"] = manager.DisarmedMode is null ? "armed" : "disarmed" }
                .Put("resource_mode", manager.DisarmedMode));
        }

        foreach (var node in world.Nodes.Values)
        {
            list.Add(new JsonObject
            {
                ["id"] = $"lrm:{node.Name}",
                ["type"] = "lrm",
                ["node"] = node.Name,
                ["timestamp"] = (node.Alive ? world.Now : node.Since).ToUnixTimeSeconds(),
                ["status"] = $"{node.Name} ({LocalText(manager, node)}, {Date(world)})",
            });
        }

        // What has left the configuration stays in the manager's own status until its next round.
        foreach (var service in manager.Services.Values.Where(service => manager.Resources.ContainsKey(service.Sid)))
        {
            list.Add(Service(world, service));
        }

        return list;
    }

    public static JsonObject Manager(ApiCall call)
    {
        var (world, manager) = (call.World, call.World.Ha);
        var active = manager.Services.Count > 0 || manager.Resources.Count > 0;
        return new JsonObject
        {
            ["manager_status"] = active ? ManagerStatus(world, manager) : new JsonObject(),
            ["quorum"] = new JsonObject { ["node"] = call.Entry.Name, ["quorate"] = world.Quorate.Bit().ToString() },
            ["lrm_status"] = new JsonObject(world.Nodes.Values.Select(node => KeyValuePair.Create(node.Name, (JsonNode?)Local(world, manager, node)))),
        };
    }

    private static JsonObject ManagerStatus(ClusterWorld world, HaManager manager)
    {
        var requests = manager.NodeStates.MaintenanceRequests.Select(node =>
            KeyValuePair.Create(node, (JsonNode?)new JsonObject { ["maintenance"] = 1 }));
        var view = new JsonObject
        {
            ["timestamp"] = world.Now.ToUnixTimeSeconds(),
            ["node_status"] = new JsonObject(world.Nodes.Keys.Select(node => KeyValuePair.Create(node, (JsonNode?)manager.NodeStates[node]))),
            ["node_request"] = new JsonObject(requests),
            ["service_status"] = new JsonObject(manager.Services.Values.Select(service => KeyValuePair.Create(service.Sid, (JsonNode?)Raw(service)))),
        };
        return view.Put("master_node", manager.Master)
            .Put("disarm", manager.DisarmedMode is { } mode ? new JsonObject { ["mode"] = mode, ["state"] = "disarmed" } : null);
    }

    private static JsonObject Raw(ServiceStatus service) => new JsonObject
    {
        ["state"] = service.State,
        ["node"] = service.Node,
        ["uid"] = service.Uid,
    }
        .Put("target", service.Target)
        .Put("cmd", service.Queued is { } motion ? new JsonArray(motion.Command, motion.Target) : null)
        .Put("running", service.State == "started" && service.Running ? 1 : null)
        .Put("failed_nodes", service.FailedNodes.Count > 0 ? service.FailedNodes.ToJsonArray() : null)
        .Put("maintenance_node", service.MaintenanceNode);

    private static JsonObject Local(ClusterWorld world, HaManager manager, SimulatedNode node) => new()
    {
        ["state"] = manager.Services.Values.Any(service => service.Node == node.Name) ? "active" : "wait_for_agent_lock",
        ["mode"] = Mode(manager, node),
        ["timestamp"] = (node.Alive ? world.Now : node.Since).ToUnixTimeSeconds(),
        ["results"] = new JsonObject(),
    };

    private static string Mode(HaManager manager, SimulatedNode node)
    {
        if (manager.DisarmedMode is not null)
        {
            return "disarm";
        }

        return manager.NodeStates[node.Name] == "maintenance" ? "maintenance" : "active";
    }

    private static string LocalText(HaManager manager, SimulatedNode node)
    {
        if (!node.Alive)
        {
            return "old timestamp - dead?";
        }

        if (Mode(manager, node) is var mode && mode != "active")
        {
            return $"{mode} mode";
        }

        return manager.Services.Values.Any(service => service.Node == node.Name) ? "active" : "idle";
    }

    private static JsonObject Service(ClusterWorld world, ServiceStatus service)
    {
        var resource = world.Ha.Resources[service.Sid];
        var verbose = service switch
        {
            { Queued: not null } => "queued",
            { State: "started", Running: false } => "starting",
            { State: "request_stop" } => "stopping",
            _ => service.State,
        };
        var view = new JsonObject
        {
            ["id"] = $"service:{service.Sid}",
            ["type"] = "service",
            ["sid"] = service.Sid,
            ["node"] = service.Node,
            ["crm_state"] = service.State,
            ["request_state"] = resource.Wanted,
            ["state"] = verbose,
            ["status"] = $"{service.Sid} ({service.Node}, {verbose})",
            ["max_restart"] = resource.MaxRestart ?? 1,
            ["max_relocate"] = resource.MaxRelocate ?? 1,
        };
        if (world.Version.AtLeast(9, 0))
        {
            view["failback"] = world.Ha.Failback(service.Sid).Bit();
        }

        if (world.Version.AtLeast(9, 2))
        {
            view["auto-rebalance"] = (resource.AutoRebalance ?? true).Bit();
        }

        return view.Put("group", resource.Group);
    }

    private static string Date(ClusterWorld world) => world.Now.ToString("ddd MMM d HH:mm:ss yyyy");
}
