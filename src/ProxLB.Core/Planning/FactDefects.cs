using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>Finds figures that no fact can have: not finite, negative, or absurdly large.</summary>
internal sealed class FactDefects
{
    private const double MostCores = 1e9;
    private const double MostPercent = 100;

    private readonly List<string> _defects = [];

    /// <summary>One line for each; empty if there are none.</summary>
    public static IReadOnlyList<string> Of(ClusterSnapshot cluster)
    {
        var defects = new FactDefects();
        foreach (var node in cluster.Nodes)
        {
            defects.Look(node);
        }

        foreach (var guest in cluster.Guests)
        {
            defects.Look(guest);
        }

        foreach (var storage in cluster.Storages)
        {
            foreach (var (node, free) in storage.Free)
            {
                defects.Bytes(free, "Storage", storage.Id, "the free space on", node);
            }
        }

        return defects._defects;
    }

    private void Look(ClusterNode node)
    {
        Cores(node.CpuCores, "Node", node.Name, "cores");
        Cores(node.CpuUsed, "Node", node.Name, "cores in use");
        Bytes(node.MemoryBytes, "Node", node.Name, "memory");
        Bytes(node.MemoryUsedBytes, "Node", node.Name, "memory in use");
        Bytes(node.MemoryReclaimableBytes, "Node", node.Name, "reclaimable memory");
        Bytes(node.DiskBytes, "Node", node.Name, "disk");
        Bytes(node.DiskUsedBytes, "Node", node.Name, "disk in use");
        Pressure(node.Pressure, "Node", node.Name);
    }

    private void Look(Guest guest)
    {
        Cores(guest.CpuCores, "Guest", guest.Id, "cores");
        Cores(guest.CpuUsed, "Guest", guest.Id, "cores in use");
        Bytes(guest.MemoryBytes, "Guest", guest.Id, "memory");
        Bytes(guest.MemoryUsedBytes, "Guest", guest.Id, "memory in use");
        Pressure(guest.Pressure, "Guest", guest.Id);
        for (var i = 0; i < guest.Disks.Count; i++)
        {
            Bytes(guest.Disks[i].Bytes, "Guest", guest.Id, "the disk on storage", guest.Disks[i].Storage);
        }
    }

    private void Pressure<T>(PressureFigures? pressure, string kind, T name)
    {
        if (pressure is null)
        {
            return;
        }

        Percent(pressure.CpuSome, kind, name, "CPU pressure (some)");
        Percent(pressure.CpuFull, kind, name, "CPU pressure (full)");
        Percent(pressure.CpuSpikes, kind, name, "CPU pressure (spikes)");
        Percent(pressure.MemorySome, kind, name, "memory pressure (some)");
        Percent(pressure.MemoryFull, kind, name, "memory pressure (full)");
        Percent(pressure.MemorySpikes, kind, name, "memory pressure (spikes)");
        Percent(pressure.IoSome, kind, name, "I/O pressure (some)");
        Percent(pressure.IoFull, kind, name, "I/O pressure (full)");
        Percent(pressure.IoSpikes, kind, name, "I/O pressure (spikes)");
    }

    private void Bytes<T>(long? value, string kind, T name, string what, string? which = null)
    {
        if (value is < 0 or > (long)InvalidMeasureException.Largest)
        {
            Add(kind, name, which is null ? what : $"{what} {which}", value, "bytes", InvalidMeasureException.Largest);
        }
    }

    private void Cores<T>(double? value, string kind, T name, string what) => Range(value, kind, name, what, "cores", MostCores);

    private void Percent<T>(double? value, string kind, T name, string what) => Range(value, kind, name, what, "percent", MostPercent);

    private void Range<T>(double? value, string kind, T name, string what, string unit, double highest)
    {
        if (value is { } number && !(number >= 0 && number <= highest))
        {
            Add(kind, name, what, number, unit, highest);
        }
    }

    private void Add<T>(string kind, T name, string what, object? value, string unit, double highest) =>
        _defects.Add($"{kind} {name}: {what} is {value}; it must be from 0 to {highest:F0} {unit}. Correct the fact, or leave it out if it is not known.");
}
