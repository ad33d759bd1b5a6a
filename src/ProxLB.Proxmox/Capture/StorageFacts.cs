using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>The storages: what they are configured as, and what the nodes report of them.</summary>
internal sealed class StorageFacts
{
    private static readonly HashSet<string> SharedTypes = new(StringComparer.Ordinal) { "iscsi", "iscsidirect", "nfs", "cifs", "rbd", "cephfs", "glusterfs", "zfs", "drbd", "pbs" };

    private readonly Dictionary<string, ClusterStorage> _storages;
    private readonly IReadOnlyList<ClusterResource> _rows;

    public StorageFacts(IReadOnlyList<StorageConfig>? configured, IReadOnlyList<ClusterResource> resources, IReadOnlyCollection<string> onlineNodes)
    {
        _rows = [.. resources.Where(row => row.Type == "storage" && row.Storage is not null && row.Node is not null)];
        var rows = _rows.ToLookup(row => row.Storage!, StringComparer.Ordinal);
        IEnumerable<StorageConfig> known = configured is null
            ? rows.Select(group => new StorageConfig { Storage = group.Key, Type = group.First().PluginType, Shared = group.First().Shared, Content = Split(group.First().Content) })
            : configured.Where(storage => storage.Storage is not null);
        _storages = known.GroupBy(storage => storage.Storage!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Build(group.First(), [.. rows[group.Key]], onlineNodes), StringComparer.Ordinal);
    }

    public IReadOnlyList<ClusterStorage> All => [.. _storages.Values.OrderBy(storage => storage.Id, StringComparer.Ordinal)];

    /// <summary>Whether all nodes see the same data on it; a storage that is not known is taken as local.</summary>
    public bool IsShared(string storage) => _storages.TryGetValue(storage, out var found) && found.Shared;

    /// <summary>Size and use of the local storages of a node that guests' disks lie on; null if there are none.</summary>
    public (long Size, long Used)? LocalDisk(string node)
    {
        var rows = _rows.Where(row => row.Node == node && row is { MaxDisk: > 0, Disk: >= 0 } && !IsShared(row.Storage!)
            && _storages.TryGetValue(row.Storage!, out var storage) && (storage.Content.Contains("images") || storage.Content.Contains("rootdir"))).ToList();
        return rows.Count == 0 ? null : (rows.Sum(row => row.MaxDisk!.Value), rows.Sum(row => row.Disk!.Value));
    }

    private static ClusterStorage Build(StorageConfig storage, IReadOnlyList<ClusterResource> rows, IReadOnlyCollection<string> onlineNodes)
    {
        var shared = storage.Shared == true || SharedTypes.Contains(storage.Type ?? "") || rows.Any(row => row.Shared == true); // a plugin's own type may be shared by nature
        var usable = rows.Where(row => row.Status != "unknown" && row is { MaxDisk: > 0, Disk: not null });
        var free = usable.Select(row => (row.Node, Bytes: Math.Max(0, row.MaxDisk!.Value - row.Disk!.Value))).ToList();
        return new ClusterStorage
        {
            Id = storage.Storage!,
            Shared = shared,
            Type = storage.Type,
            Content = storage.Content ?? [],
            Nodes = storage.Disable == true ? [] : Nodes(storage, rows, onlineNodes),
            Free = shared ? new Dictionary<string, long>() : free.GroupBy(entry => entry.Node!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Bytes, StringComparer.Ordinal),
            FreeBytes = shared && free.Count > 0 ? free.Min(entry => entry.Bytes) : null,
        };
    }

    // Where an online node reports it as unknown, nothing can be put on it.
    private static IReadOnlyList<string>? Nodes(StorageConfig storage, IReadOnlyList<ClusterResource> rows, IReadOnlyCollection<string> onlineNodes)
    {
        var broken = rows.Where(row => row.Status == "unknown" && onlineNodes.Contains(row.Node!)).Select(row => row.Node!).ToHashSet(StringComparer.Ordinal);
        return broken.Count == 0 ? storage.Nodes : [.. (storage.Nodes ?? onlineNodes).Where(node => !broken.Contains(node))];
    }

    private static string[] Split(string? content) => (content ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
