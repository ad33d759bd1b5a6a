using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Native;

/// <summary>Ranks migrations as Proxmox's native rebalancing does, the best first.</summary>
internal static class NativeRanking
{
    private const int SignificantDigits = 15;

    // The order of the criteria: mean and highest CPU load, mean and highest memory load.
    private static readonly double[] Weights = [1.0 / 18, 2.0 / 18, 5.0 / 18, 10.0 / 18];

    /// <summary>The candidates in order, each with the figure that ranks it: the imbalance that it leaves (bruteforce) or its closeness to the ideal (TOPSIS).</summary>
    public static IReadOnlyList<(NativeCandidate Candidate, double Figure)> Rank(
        NativeRebalanceMethod method, NativeNodeLoad[] nodes, IReadOnlyList<NativeCandidate> candidates) =>
        method == NativeRebalanceMethod.Topsis ? Topsis(nodes, candidates) : Bruteforce(nodes, candidates);

    private static List<(NativeCandidate, double)> Bruteforce(NativeNodeLoad[] nodes, IReadOnlyList<NativeCandidate> candidates)
    {
        var ranked = candidates.Select(candidate => (Candidate: candidate, Figure: NativeImbalance.Compute(After(nodes, candidate))));
        return [.. ranked.OrderBy(entry => Truncated(entry.Figure)).ThenBy(entry => entry.Candidate.Service, StringComparer.Ordinal)
            .ThenBy(entry => entry.Candidate.Source).ThenBy(entry => entry.Candidate.Target)];
    }

    private static List<(NativeCandidate, double)> Topsis(NativeNodeLoad[] nodes, IReadOnlyList<NativeCandidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        var squares = (Cpu: nodes.Sum(node => node.CpuLoad * node.CpuLoad), Memory: nodes.Sum(node => node.MemoryLoad * node.MemoryLoad));
        var highest = (Cpu: nodes.Max(node => node.CpuLoad), Memory: nodes.Max(node => node.MemoryLoad));
        var matrix = candidates.Select(candidate => candidate.Source < 0 ? Arrival(candidate) : Criteria(After(nodes, candidate))).ToArray();
        for (var column = 0; column < Weights.Length; column++)
        {
            var length = Math.Sqrt(matrix.Sum(row => row[column] * row[column]));
            foreach (var row in matrix)
            {
                row[column] *= length == 0 ? 0 : Weights[column] / length;
            }
        }

        var best = Enumerable.Range(0, Weights.Length).Select(column => matrix.Min(row => row[column])).ToArray();
        var worst = Enumerable.Range(0, Weights.Length).Select(column => matrix.Max(row => row[column])).ToArray();
        var ranked = candidates.Select((candidate, row) =>
        {
            var far = Distance(matrix[row], worst);
            var near = Distance(matrix[row], best);
            return (Candidate: candidate, Figure: far + near == 0 ? 0 : far / (far + near));
        });
        return [.. ranked.OrderByDescending(entry => entry.Figure).ThenBy(entry => entry.Candidate.Service, StringComparer.Ordinal)
            .ThenBy(entry => entry.Candidate.Source).ThenBy(entry => entry.Candidate.Target)];

        // A guest that only comes changes one node, whose loads rise: no need to look at the others again.
        double[] Arrival(NativeCandidate candidate)
        {
            var before = nodes[candidate.Target];
            var after = before.With(candidate.Cpu, candidate.Memory);
            return
            [
                1 + Math.Sqrt((squares.Cpu - (before.CpuLoad * before.CpuLoad) + (after.CpuLoad * after.CpuLoad)) / nodes.Length),
                1 + Math.Max(highest.Cpu, after.CpuLoad),
                1 + Math.Sqrt((squares.Memory - (before.MemoryLoad * before.MemoryLoad) + (after.MemoryLoad * after.MemoryLoad)) / nodes.Length),
                1 + Math.Max(highest.Memory, after.MemoryLoad),
            ];
        }
    }

    private static NativeNodeLoad[] After(NativeNodeLoad[] nodes, NativeCandidate candidate)
    {
        var after = (NativeNodeLoad[])nodes.Clone();
        if (candidate.Source >= 0)
        {
            after[candidate.Source] = after[candidate.Source].Without(candidate.Cpu, candidate.Memory);
        }

        after[candidate.Target] = after[candidate.Target].With(candidate.Cpu, candidate.Memory);
        return after;
    }

    private static double[] Criteria(NativeNodeLoad[] nodes) =>
    [
        1 + Math.Sqrt(nodes.Average(node => node.CpuLoad * node.CpuLoad)),
        1 + nodes.Max(node => node.CpuLoad),
        1 + Math.Sqrt(nodes.Average(node => node.MemoryLoad * node.MemoryLoad)),
        1 + nodes.Max(node => node.MemoryLoad),
    ];

    private static double Distance(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var column = 0; column < left.Length; column++)
        {
            sum += (left[column] - right[column]) * (left[column] - right[column]);
        }

        return Math.Sqrt(sum);
    }

    private static double Truncated(double figure)
    {
        if (figure == 0)
        {
            return 0;
        }

        var scale = Math.Pow(10, SignificantDigits - 1 - Math.Floor(Math.Log10(Math.Abs(figure))));
        return Math.Truncate(figure * scale) / scale;
    }
}
