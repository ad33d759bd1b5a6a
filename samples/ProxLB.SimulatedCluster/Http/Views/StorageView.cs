using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>A storage as the API shows it.</summary>
internal static class StorageView
{
    private static readonly string[] AlwaysShared = ["iscsi", "nfs", "cifs", "rbd", "cephfs", "iscsidirect", "zfs", "drbd", "pbs"];

    public static JsonObject Resource(ClusterWorld world, SimulatedStorage storage, SimulatedNode node)
    {
        var view = new JsonObject
        {
            ["id"] = $"storage/{node.Name}/{storage.Id}",
            ["type"] = "storage",
            ["storage"] = storage.Id,
            ["node"] = node.Name,
            ["plugintype"] = storage.Type,
            ["status"] = node.Alive ? "available" : "unknown",
            ["shared"] = storage.Shared.Bit(),
            ["content"] = string.Join(',', storage.Content),
        };
        return node.Alive
            ? view.Put("disk", StorageUse.Used(world, storage, node.Name)).Put("maxdisk", storage.SizeOn(node.Name))
            : view;
    }

    public static JsonObject OnNode(ClusterWorld world, SimulatedStorage storage, SimulatedNode node)
    {
        var total = storage.SizeOn(node.Name);
        var used = StorageUse.Used(world, storage, node.Name);
        var on = storage.AvailableOn(node.Name);
        return new JsonObject
        {
            ["storage"] = storage.Id,
            ["type"] = storage.Type,
            ["content"] = string.Join(',', storage.Content),
            ["active"] = on.Bit(),
            ["enabled"] = (!storage.Disabled).Bit(),
            ["shared"] = storage.Shared.Bit(),
            ["total"] = on ? total : 0,
            ["used"] = on ? used : 0,
            ["avail"] = on ? total - used : 0,
            ["used_fraction"] = on && total > 0 ? (double)used / total : 0,
        };
    }

    public static JsonObject Configured(SimulatedStorage storage)
    {
        var view = new JsonObject
        {
            ["storage"] = storage.Id,
            ["type"] = storage.Type,
            ["content"] = string.Join(',', storage.Content),
            ["digest"] = Digest.Of(storage.Id, storage.Type, string.Join(',', storage.Content), storage.Disabled.ToString()),
        };
        if (storage.Shared && !AlwaysShared.Contains(storage.Type, StringComparer.Ordinal))
        {
            view["shared"] = 1;
        }

        if (storage.Disabled)
        {
            view["disable"] = 1;
        }

        return view.Put("nodes", storage.Nodes is { } nodes ? string.Join(',', nodes) : null)
            .Put("bwlimit", storage.MigrationLimit is { } limit ? $"migration={limit}" : null);
    }
}
