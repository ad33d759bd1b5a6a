using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Makes a guest's facts of its row, its configuration and what the HA manager says.</summary>
internal sealed class GuestBuilder(StorageFacts storages, MappingFacts mappings, IReadOnlyDictionary<int, HaResource> haResources, IReadOnlyDictionary<int, HaServiceStatus> haServices, ILookup<int, string> replication)
{
    public Guest Build(GuestRow guest, GuestConfig? config, GuestUsage usage, TaskFacts tasks)
    {
        var row = guest.Row;
        var running = guest.IsRunning;
        var ha = haResources.GetValueOrDefault(guest.Id);
        var service = haServices.GetValueOrDefault(guest.Id);
        var disks = Disks(config, out var disksUnknown);
        return new Guest
        {
            Id = guest.Id,
            Kind = guest.Kind,
            Name = row.Name,
            Node = guest.Node,
            Running = running,
            Template = row.Template == true,
            Lock = string.IsNullOrEmpty(row.Lock) ? null : row.Lock,
            CpuCores = Positive(row.MaxCpu),
            MemoryBytes = row.MaxMem > 0 ? row.MaxMem : null,
            CpuUsed = running == true ? usage.CpuCores : null,
            MemoryUsedBytes = running == true ? usage.MemoryBytes : null,
            Pressure = running == true ? usage.Pressure : null,
            Disks = disks,
            Tags = row.Tags is null ? config?.Tags ?? [] : TagList.Parse(row.Tags),
            Pool = string.IsNullOrEmpty(row.Pool) ? null : row.Pool,
            CpuType = config?.CpuType,
            CpuFlags = config?.CpuFlags ?? [],
            LocalResources = config is null ? [] : [.. config.LocalResources, .. LocalImages(config), .. mappings.Immovable(config, running != false)],
            ForbiddenNodes = config is null ? [] : mappings.Forbidden(config),
            ReplicatedTo = [.. replication[guest.Id]],
            HaState = ha is null ? null : ConfiguredState(ha.State),
            HaStatus = ha is null ? null : service?.State ?? row.HaState,
            HaGroup = ha?.Group,
            HaFailback = ha?.Failback ?? true,
            HaAutoRebalance = ha?.AutoRebalance ?? true,
            HaPending = service?.Command is { Count: > 0 } command ? new HaPendingMotion(command[0], command.Count > 1 ? command[1] : null) : null,
            HaMaintenanceNode = service?.MaintenanceNode,
            HaFailedNodes = service?.FailedNodes ?? [],
            MigratingTo = Motion(service) ?? tasks.TargetOf(guest.Id),
            LastMovedAt = tasks.LastMoveOf(guest.Id),
            Unknown = Unknown(running, config, disksUnknown, mappings.AreUnknownFor(config)),
        };
    }

    public static string ConfiguredState(string? state) => state is null or "" or "enabled" ? "started" : state;

    private static string? Motion(HaServiceStatus? service) => service?.State is "migrate" or "relocate" ? service.Target : null;

    private List<GuestDisk> Disks(GuestConfig? config, out bool isUnknown)
    {
        isUnknown = false;
        var disks = new List<GuestDisk>();
        foreach (var volume in (config?.Volumes ?? []).Where(volume => !volume.IsImage && !volume.IsEverywhere))
        {
            isUnknown |= volume.Bytes is null && !storages.IsShared(volume.Storage);
            disks.Add(new GuestDisk(volume.Storage, volume.Bytes ?? 0));
        }

        return disks;
    }

    // An image in a CD drive is not moved along: it must be seen by the target too.
    private IEnumerable<string> LocalImages(GuestConfig config) =>
        config.Volumes.Where(volume => volume.IsImage && !volume.IsEverywhere && !storages.IsShared(volume.Storage)).Select(volume => volume.Key);

    private static List<string> Unknown(bool? running, GuestConfig? config, bool disksUnknown, bool mappingsUnknown)
    {
        var unknown = new List<string>();
        if (running is null)
        {
            unknown.Add("status");
        }

        if (config is null)
        {
            unknown.Add("config");
        }

        if (disksUnknown)
        {
            unknown.Add("disks");
        }

        if (mappingsUnknown)
        {
            unknown.Add("mappings");
        }

        return unknown;
    }

    private static double? Positive(double? value) => value > 0 ? value : null;
}
