using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Makes a node's facts of its row, its hardware and what the HA manager says.</summary>
internal sealed class NodeBuilder(StorageFacts storages, IReadOnlyDictionary<string, NodeHardware> hardware, IReadOnlyDictionary<string, string> haStatus, IReadOnlySet<string> maintenanceRequested)
{
    public ClusterNode Build(string name, bool online, ClusterResource? row, NodeUsage usage)
    {
        var known = hardware.GetValueOrDefault(name);
        var cores = row?.MaxCpu > 0 ? row.MaxCpu : known?.CpuCores;
        var memory = row?.MaxMem > 0 ? row.MaxMem : known?.MemoryBytes;
        var disk = storages.LocalDisk(name) ?? (row is { MaxDisk: > 0, Disk: >= 0 } ? (row.MaxDisk.Value, row.Disk.Value) : null);
        var status = HaStatus(haStatus.GetValueOrDefault(name) ?? row?.HaState);
        var hasFigures = cores > 0 && memory > 0;
        var unknown = new List<string>();
        if (online && !hasFigures)
        {
            unknown.Add("capacity");
        }

        if (online && (usage.CpuCores is null || usage.MemoryBytes is null))
        {
            unknown.Add("usage");
        }

        return new ClusterNode
        {
            Name = name,
            Online = online && hasFigures,
            Maintenance = status == HaNodeStatus.Maintenance || maintenanceRequested.Contains(name),
            Version = known?.Version,
            CpuCores = cores > 0 ? cores : null,
            CpuUsed = online ? usage.CpuCores : null,
            MemoryBytes = memory > 0 ? memory : null,
            MemoryUsedBytes = online ? usage.MemoryBytes : null,
            MemoryReclaimableBytes = online ? Math.Min(usage.ReclaimableBytes, usage.MemoryBytes ?? 0) : 0,
            DiskBytes = disk?.Size,
            DiskUsedBytes = disk?.Used,
            Pressure = online ? usage.Pressure : null,
            CpuModel = known?.CpuModel,
            CpuFlags = known?.CpuFlags ?? [],
            HaStatus = status,
            Unknown = unknown,
        };
    }

    public static HaNodeStatus? HaStatus(string? status) => status switch
    {
        "online" => HaNodeStatus.Online,
        "maintenance" => HaNodeStatus.Maintenance,
        "fence" => HaNodeStatus.Fence,
        "gone" => HaNodeStatus.Gone,
        null or "" => null,
        _ => HaNodeStatus.Unknown,
    };
}
