namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>Ranks placements by their distance to the best and the worst of all (TOPSIS), over average and highest CPU and memory use.</summary>
internal static class Topsis
{
    private static readonly double[] Weights = [1 / 18.0, 2 / 18.0, 5 / 18.0, 10 / 18.0];

    /// <summary>A score for each placement; the highest is the best.</summary>
    public static double[] Score(IReadOnlyList<IReadOnlyList<NodeLoad>> placements)
    {
        var rows = placements.Select(Criteria).ToList();
        for (var column = 0; column < Weights.Length; column++)
        {
            var length = Math.Sqrt(rows.Sum(row => row[column] * row[column]));
            foreach (var row in rows.Where(_ => length > 0))
            {
                row[column] = row[column] / length * Weights[column];
            }
        }

        var best = Enumerable.Range(0, Weights.Length).Select(column => rows.Min(row => row[column])).ToArray();
        var worst = Enumerable.Range(0, Weights.Length).Select(column => rows.Max(row => row[column])).ToArray();
        return [.. rows.Select(row =>
        {
            var (toBest, toWorst) = (Distance(row, best), Distance(row, worst));
            return toBest + toWorst > 0 ? toWorst / (toBest + toWorst) : 0;
        })];
    }

    private static double[] Criteria(IReadOnlyList<NodeLoad> nodes)
    {
        var cpu = nodes.Select(node => node.CpuShare).ToList();
        var memory = nodes.Select(node => node.MemoryShare).ToList();
        return [1 + RootMeanSquare(cpu), 1 + cpu.Max(), 1 + RootMeanSquare(memory), 1 + memory.Max()];
    }

    private static double RootMeanSquare(List<double> values) => Math.Sqrt(values.Average(value => value * value));

    private static double Distance(double[] left, double[] right) =>
        Math.Sqrt(left.Zip(right, (one, other) => (one - other) * (one - other)).Sum());
}
