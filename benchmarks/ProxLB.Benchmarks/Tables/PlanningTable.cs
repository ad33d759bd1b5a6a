using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Cluster;

namespace ProxLB.Benchmarks.Tables;

/// <summary>Writes the tables of docs/performance.md.</summary>
internal static class PlanningTable
{
    private const double MoreSearch = 10;
    private const double NanosecondsPerMillisecond = 1e6;

    /// <param name="output">Where the tables go.</param>
    /// <param name="sizes">The rows.</param>
    public static void Run(TextWriter output, IReadOnlyList<ClusterSize> sizes)
    {
        output.WriteLine($"Load of the machine at the start: {Load()}; processors: {Environment.ProcessorCount}.\n");
        output.WriteLine(
            "| nodes x guests | warm ms | of that processor | cold ms | of that processor | live MiB | migrations | distance before | after | after 10 x the search | further by, % of before | ns a pair | x row above |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var stages = new List<StageTable>();
        double? above = null;
        foreach (var size in sizes)
        {
            var cluster = BenchmarkCluster.Create(size);
            var warm = WarmRun.Measure(cluster);
            var cold = ColdRun.Measure(size);
            stages.Add(StageTable.Measure(size));
            var more = DistanceOfMoreSearch(cluster);
            var pair = warm.ProcessorMilliseconds * NanosecondsPerMillisecond / size.Pairs;
            var (before, after) = (warm.Plan.Before.Distance, warm.Plan.After.Distance);
            var further = before == 0 ? 0 : 100 * (after - more) / before;
            var growth = above is { } last ? $"{pair / last:0.00}" : "";
            output.WriteLine(
                $"| {size} | {warm.Milliseconds:0.00} | {warm.ProcessorMilliseconds:0.00} | {cold.Milliseconds:0} | {cold.ProcessorMilliseconds:0} | {stages[^1].LiveMebibytes:0} | {warm.Plan.Migrations.Count} | {before:0.000} | {after:0.000} | {more:0.000} | {further:0.0} | {pair:0.0} | {growth} |");
            above = pair;
        }

        output.WriteLine("\nProcessor time in ms, stage by stage:\n");
        output.WriteLine(stages[0].Heading);
        output.WriteLine("|" + string.Concat(Enumerable.Repeat("---|", stages[0].Heading.Count(c => c == '|') - 1)));
        for (var i = 0; i < stages.Count; i++)
        {
            output.WriteLine(stages[i].Row(sizes[i]));
        }

        output.WriteLine($"\nLoad of the machine at the end: {Load()}.");
    }

    private static double DistanceOfMoreSearch(ClusterSnapshot cluster) => BenchmarkCluster.Balancer(MoreSearch).Plan(cluster).After.Distance;

    private static string Load()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File) ? string.Join(' ', System.IO.File.ReadAllText(File).Split(' ').Take(3)) : "not known";
    }
}
