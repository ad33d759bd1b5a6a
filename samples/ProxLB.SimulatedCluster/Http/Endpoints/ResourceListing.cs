using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary><c>/cluster/resources</c>: everything in one list, as far as the caller may see it.</summary>
internal static class ResourceListing
{
    public static JsonArray Of(ApiCall call)
    {
        var type = call.TextOrNull("type");
        var list = new JsonArray();
        if (type is null)
        {
            AddPools(call, list);
        }

        if (type is null or "vm")
        {
            AddGuests(call, list);
        }

        if (type is null or "node")
        {
            AddNodes(call, list);
        }

        if (type is null or "storage")
        {
            AddStorages(call, list);
        }

        if (type is null or "sdn")
        {
            AddNetworks(call, list);
        }

        return list;
    }

    private static void AddGuests(ApiCall call, JsonArray list)
    {
        foreach (var guest in call.World.Guests.Values.Where(guest => call.May($"/vms/{guest.Id}", "VM.Audit")))
        {
            list.Add(GuestView.Resource(call.World, guest));
        }
    }

    private static void AddNodes(ApiCall call, JsonArray list)
    {
        foreach (var node in call.World.Nodes.Values)
        {
            list.Add(NodeView.Resource(call.World, node, call.May($"/nodes/{node.Name}", "Sys.Audit")));
        }
    }

    private static void AddStorages(ApiCall call, JsonArray list)
    {
        foreach (var storage in call.World.Storages.Values.Where(storage => StorageEndpoints.Visible(call, storage)))
        {
            foreach (var node in call.World.Nodes.Values.Where(node => storage.AvailableOn(node.Name)))
            {
                list.Add(StorageView.Resource(call.World, storage, node));
            }
        }
    }

    private static void AddPools(ApiCall call, JsonArray list)
    {
        var world = call.World;
        foreach (var pool in world.Pools.Values.Where(pool => call.May($"/pool/{pool.Id}", "Pool.Audit")))
        {
            var members = world.Guests.Values.Where(guest => guest.Pool == pool.Id).Select(guest => (guest, Sample: Fresh(world, guest))).ToList();
            var cores = members.Sum(member => member.guest.Cores);
            var used = members.Sum(member => (member.Sample?.Cpu ?? 0) * member.guest.Cores);
            list.Add(new JsonObject
            {
                ["id"] = $"/pool/{pool.Id}",
                ["type"] = "pool",
                ["pool"] = pool.Id,
                ["cpu"] = cores > 0 ? used / cores : 0,
                ["maxcpu"] = cores,
                ["mem"] = members.Sum(member => member.Sample?.Memory ?? 0),
                ["maxmem"] = members.Sum(member => member.guest.MemoryBytes),
                ["uptime"] = members.Select(member => member.Sample?.Uptime ?? 0).DefaultIfEmpty().Max(),
            });
        }
    }

    private static void AddNetworks(ApiCall call, JsonArray list)
    {
        if (!call.May("/sdn/zones/localnetwork", "SDN.Audit"))
        {
            return;
        }

        var renamed = call.World.Version.AtLeast(9, 1);
        foreach (var node in call.World.Nodes.Values)
        {
            var view = new JsonObject { ["node"] = node.Name, ["status"] = node.Alive ? "ok" : "unknown" };
            list.Add(renamed
                ? view.Put("id", $"network/{node.Name}/zone/localnetwork").Put("type", "network").Put("network", "localnetwork").Put("network-type", "zone")
                : view.Put("id", $"sdn/{node.Name}/localnetwork").Put("type", "sdn").Put("sdn", "localnetwork"));
        }
    }

    private static GuestSample? Fresh(ClusterWorld world, SimulatedGuest guest) =>
        guest.Sample is { } sample && world.Now - sample.At <= StatusDaemon.Expiry ? sample : null;
}
