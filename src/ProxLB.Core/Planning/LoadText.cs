using ProxLB.Core.Optimization;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>Loads as a person reads them.</summary>
internal static class LoadText
{
    private const double GiB = 1L << 30;

    public static string Amount(PlacementProblem problem, int row, long load) => problem.RowUnits[row] switch
    {
        "byte" => Bytes(load),
        "millicore" => $"{load / 1000.0:0.##} cores",
        "ppm of time stalled" => $"{load / PressureMeter.StepsPerPercent:0.##} % of time",
        var unit => $"{load / LoadDimension.Resolution:0.##} {unit}",
    };

    public static string Bytes(long bytes) => bytes >= GiB / 10 ? $"{bytes / GiB:0.#} GiB" : $"{bytes / (double)(1 << 20):0.#} MiB";

    public static string NoRoom(PlacementProblem problem, int row, int node, long load, long demand, long limit) =>
        $"{Called(problem.RowNames[row])} of {problem.Cluster.Nodes[node].Name} would be {Amount(problem, row, load + demand)} of at most {Amount(problem, row, limit)}.";

    public static string Called(string row) => row switch
    {
        CapacityStrategy.MemoryUse => "The memory in use",
        CapacityStrategy.MemoryConfigured => "The configured memory",
        CapacityStrategy.VirtualCpus => "The virtual CPUs",
        _ when row.StartsWith(CapacityStrategy.StoragePrefix, StringComparison.Ordinal) => $"The storage {row[CapacityStrategy.StoragePrefix.Length..]}",
        _ => $"The {row}",
    };
}
