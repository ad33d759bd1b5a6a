using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Makes pressure figures of a round-robin database's rows: the statistic of each kind, and the highest value as its spike.</summary>
internal static class PressureBuilder
{
    private const double Highest = 100;

    /// <summary>Null if nothing was measured: an older version, a stopped or a fresh guest.</summary>
    public static PressureFigures? Build(IReadOnlyList<RrdRow>? rows, Statistic statistic)
    {
        if (rows is null || rows.Count == 0)
        {
            return null;
        }

        var figures = new PressureFigures
        {
            CpuSome = statistic.Of(Values(rows, row => row.CpuSome)),
            CpuFull = statistic.Of(Values(rows, row => row.CpuFull)),
            MemorySome = statistic.Of(Values(rows, row => row.MemorySome)),
            MemoryFull = statistic.Of(Values(rows, row => row.MemoryFull)),
            IoSome = statistic.Of(Values(rows, row => row.IoSome)),
            IoFull = statistic.Of(Values(rows, row => row.IoFull)),
            CpuSpikes = Max(rows, row => row.CpuFull) ?? Max(rows, row => row.CpuSome),
            MemorySpikes = Max(rows, row => row.MemoryFull),
            IoSpikes = Max(rows, row => row.IoFull),
        };
        return figures == new PressureFigures() ? null : figures;
    }

    private static IEnumerable<double> Values(IReadOnlyList<RrdRow> rows, Func<RrdRow, double?> value) =>
        rows.Select(value).OfType<double>().Where(percent => percent >= 0).Select(percent => Math.Min(percent, Highest));

    private static double? Max(IReadOnlyList<RrdRow> rows, Func<RrdRow, double?> value) => Values(rows, value).Select(percent => (double?)percent).Max();
}
