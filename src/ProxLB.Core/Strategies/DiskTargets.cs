using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Strategies;

/// <summary>Which storage a disk comes to when its guest moves.</summary>
/// <remarks>Proxmox maps storages that each node has for itself; a shared one stays what it is, whatever the map says. And the HA manager migrates without a map.</remarks>
internal sealed class DiskTargets
{
    private readonly HaFacts _ha;
    private readonly IReadOnlyDictionary<string, string> _map;
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    /// <param name="cluster">The facts.</param>
    /// <param name="map">Storages to use on the target, by storage on the source.</param>
    public DiskTargets(ClusterSnapshot cluster, IReadOnlyDictionary<string, string> map)
    {
        (_ha, _map) = (cluster.Ha, map);
        if (map.Count > 0)
        {
            _shared.UnionWith(cluster.Storages.Where(storage => storage.Shared).Select(storage => storage.Id));
        }
    }

    public string Of(Guest guest, GuestDisk disk) =>
        _map.Count > 0 && _map.TryGetValue(disk.Storage, out var target) && !_shared.Contains(disk.Storage) && !HaGuestState.IsManaged(_ha, guest)
            ? target
            : disk.Storage;
}
