using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>What stands in the way of a migration. The keys differ between virtual machines and containers, and between releases.</summary>
internal static class PreconditionView
{
    public static JsonObject OfVm(ClusterWorld world, SimulatedGuest guest)
    {
        var version = world.Version;
        var mapped = LocalResources.Mapped(guest).ToList();
        var view = new JsonObject
        {
            ["running"] = guest.Running.Bit(),
            ["local_disks"] = LocalDisks(world, guest),
            ["local_resources"] = LocalResources.Of(world, guest, guest.Running).ToJsonArray(),
        };
        if (!guest.Running || version.AtLeast(8, 4))
        {
            AddNodes(view, world, guest, "allowed_nodes", "not_allowed_nodes", node => VmObstacles(world, guest, mapped, node));
        }

        if (version.AtLeast(8, 0))
        {
            view["mapped-resources"] = mapped.Select(entry => entry.Key).ToJsonArray();
        }

        if (version.AtLeast(8, 4))
        {
            view["mapped-resource-info"] = new JsonObject(mapped.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)MappingInfo(world, entry.Mapping))));
        }

        if (version.AtLeast(9, 0))
        {
            view["has-dbus-vmstate"] = 1;
        }

        return AddDependents(view, world, guest);
    }

    public static JsonObject OfContainer(ClusterWorld world, SimulatedGuest guest)
    {
        var view = new JsonObject { ["running"] = guest.Running.Bit() };
        AddNodes(view, world, guest, "allowed-nodes", "not-allowed-nodes", node => AddBlockers([], world, guest, node));
        return AddDependents(view, world, guest);
    }

    private static void AddNodes(
        JsonObject view, ClusterWorld world, SimulatedGuest guest, string allowedKey, string forbiddenKey, Func<SimulatedNode, JsonObject> obstacles)
    {
        var allowed = new JsonArray();
        var forbidden = new JsonObject();
        foreach (var node in world.Nodes.Values.Where(node => node.Name != guest.Node))
        {
            var found = obstacles(node);
            if (found.Count == 0)
            {
                allowed.Add(node.Name);
            }

            // The real API lists allowed nodes here too, with nothing against them.
            forbidden[node.Name] = found;
        }

        view[allowedKey] = allowed;
        view[forbiddenKey] = forbidden;
    }

    private static JsonObject VmObstacles(ClusterWorld world, SimulatedGuest guest, List<(string Key, string Mapping)> mapped, SimulatedNode node)
    {
        var view = new JsonObject();
        var storages = guest.Volumes.Where(volume => volume.Storage.Length > 0)
            .Select(volume => volume.Storage)
            .Distinct(StringComparer.Ordinal)
            .Where(id => !world.Storages.TryGetValue(id, out var storage) || !storage.AvailableOn(node.Name))
            .Order(StringComparer.Ordinal)
            .ToJsonArray();
        if (storages.Count > 0)
        {
            view["unavailable_storages"] = storages;
        }

        var resources = mapped.Where(entry => world.Mappings.Find(mapping => mapping.Id == entry.Mapping)?.CoversNode(node.Name) != true)
            .Select(entry => entry.Key)
            .ToJsonArray();
        if (resources.Count > 0)
        {
            view["unavailable-resources"] = resources;
        }

        return AddBlockers(view, world, guest, node);
    }

    private static JsonObject AddBlockers(JsonObject view, ClusterWorld world, SimulatedGuest guest, SimulatedNode node)
    {
        var blockers = HaViews.Blockers(world.Ha, guest.Sid, node.Name);
        return view.Put("blocking-ha-resources", blockers.Count == 0 ? null : blockers);
    }

    private static JsonObject AddDependents(JsonObject view, ClusterWorld world, SimulatedGuest guest)
    {
        if (world.Version.AtLeast(9, 0) && world.Ha.IsManaged(guest.Sid))
        {
            view["dependent-ha-resources"] = world.Ha.Dependents(guest.Sid).ToJsonArray();
        }

        return view;
    }

    private static JsonObject MappingInfo(ClusterWorld world, string id)
    {
        var view = new JsonObject { ["name"] = id };
        return world.Mappings.Find(mapping => mapping.Id == id) is { LiveMigrationCapable: true } ? view.Put("live-migration", 1) : view;
    }

    private static JsonArray LocalDisks(ClusterWorld world, SimulatedGuest guest) => guest.Volumes
        .Where(volume => volume.Name != "none" && !world.IsShared(volume))
        .Select(volume => (JsonNode)new JsonObject
        {
            ["volid"] = volume.VolumeId,
            ["cdrom"] = volume.Cdrom.Bit(),
            ["is_unused"] = volume.Unused.Bit(),
            ["is_attached"] = (!volume.Unused).Bit(),
            ["drivename"] = volume.Key,
        }
            .Put("size", volume.Bytes > 0 ? volume.Bytes : null)
            .Put("is_cloudinit", volume.Name.EndsWith("-cloudinit", StringComparison.Ordinal) ? 1 : null)
            .Put("is_tpmstate", volume.Key == "tpmstate0" ? 1 : null)
            .Put("referenced_in_snapshot", guest.Snapshots.Count > 0
                ? new JsonObject(guest.Snapshots.Select(snapshot => KeyValuePair.Create(snapshot.Name, (JsonNode?)1)))
                : null))
        .ToJsonArray();
}
