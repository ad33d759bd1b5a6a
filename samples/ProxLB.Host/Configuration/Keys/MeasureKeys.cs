using System.Globalization;
using ProxLB.Core.Strategies;
using ProxLB.Proxmox;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The keys of the section <c>balancing</c> that say how load is measured and what a node can hold.</summary>
internal static class MeasureKeys
{
    private const string Defaults = "defaults";
    private const double MostGibibytes = 1 << 30;

    private static readonly ConfigurationKey<MeasureWindowOptions>[] Window =
    [
        new("statistic", (target, value) => target.Statistic = Statistic(value)),
        new("window", (target, value) => target.Window = value.Duration()),
    ];

    private static readonly ConfigurationKey<ResourceReserve>[] Reserve =
    [
        new("memory", (target, value) => target.MemoryBytes = Gibibytes(value)),
        new("cpu", (target, value) => target.CpuCores = value.Number(0, 100_000)),
        new("disk", (target, value) => target.DiskBytes = Gibibytes(value)),
    ];

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All { get; } =
    [
        new("mode",
            (target, value) => target.Balancer.Measure.Mode = value.OneOf(("used", MeasureMode.Used), ("assigned", MeasureMode.Assigned), ("psi", MeasureMode.Psi)),
            target => target.Balancer.Measure.Mode),
        new("measure", (target, value) => value.Fields(target.Proxmox.Measure, Window),
            target => new Dictionary<string, object> { ["statistic"] = target.Proxmox.Measure.Statistic, ["window"] = target.Proxmox.Measure.Window }),
        new("arc_floor", (target, value) => target.Proxmox.ArcFloor = value.Bytes(), target => target.Proxmox.ArcFloor is { } bytes ? Terminal.Figures.Bytes(bytes) : null),
        new("psi", PressureKeys.Read),
        new("node_resource_reserve", ReadReserves),
        new("memory_headroom",
            (target, value) => target.Balancer.Capacity.MemoryHeadroomPercent = value.Number(0, 99),
            target => target.Balancer.Capacity.MemoryHeadroomPercent),
        new("cpu_overcommit", (target, value) => target.Balancer.Capacity.CpuOvercommit = value.PositiveNumber(), target => target.Balancer.Capacity.CpuOvercommit),
        new("survive_node_loss", (target, value) => target.Balancer.Capacity.SurviveNodeLoss = value.Whole(0, 1), target => target.Balancer.Capacity.SurviveNodeLoss),
        new("storage_map", ReadStorageMap, target => target.Balancer.Capacity.StorageMap),
    ];

    private static void ReadReserves(HostConfiguration target, ConfigurationValue value)
    {
        var reserves = value.Map(node => node.Fields(new ResourceReserve(), Reserve));
        if (reserves.Remove(Defaults, out var common))
        {
            target.Balancer.Measure.Reserve = common;
        }
        target.Balancer.Measure.ReserveByNode = reserves;
    }

    private static void ReadStorageMap(HostConfiguration target, ConfigurationValue value)
    {
        target.Balancer.Capacity.StorageMap = value.Map(storage => storage.Text(), StringComparer.Ordinal);
        target.Proxmox.StorageMap = target.Balancer.Capacity.StorageMap;
    }

    /// <summary>ProxLB calls them GB and counts 1024 three times.</summary>
    private static long Gibibytes(ConfigurationValue value) => (long)(value.Number(0, MostGibibytes) * (1L << 30));

    private static string Statistic(ConfigurationValue value)
    {
        var text = value.Text().ToLowerInvariant();
        var known = text is MeasureWindowOptions.Average or "maximum"
            || (text.StartsWith('p') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var percentile) && percentile is > 0 and < 100);
        if (!known && text.Length > 0)
        {
            value.RejectType("average, maximum, or a percentile from p1 to p99");
        }
        return text;
    }
}
