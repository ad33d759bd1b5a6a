namespace ProxLB.Benchmarks.Solver;

/// <summary>Compares the engine with an exact solver over seeded problems: the least spread, and the least cost of a target 5 points above it.</summary>
internal static class SolverComparison
{
    private const double TargetAboveOptimum = 5;

    /// <summary>A spread that is above the least one by no more than this is as good, in percentage points.</summary>
    private const double CloseEnough = 0.1;

    /// <summary>Differences below this are rounding, in percentage points.</summary>
    private const double SpreadGap = 0.01;

    /// <summary>Of the cost, in MiB.</summary>
    private const double CostGap = 1;

    /// <param name="output">Where the table goes.</param>
    /// <param name="count">How many problems, one a seed.</param>
    /// <param name="limitSeconds">The solver's time for each program.</param>
    /// <param name="first">The first seed: a long comparison can be had in parts.</param>
    public static void Run(TextWriter output, int count, int limitSeconds, int first = 1)
    {
        var solver = new CbcSolver(limitSeconds);
        var rows = new List<SolverRow>();
        EngineRun.LeastSpread(new SolverProblem(0)); // once for the just-in-time compiler
        output.WriteLine(SolverRow.Heading);
        for (var seed = first; seed < first + count; seed++)
        {
            var row = Compare(new SolverProblem(seed), solver);
            rows.Add(row);
            output.WriteLine(row.ToString());
        }

        Summarise(output, rows, limitSeconds);
    }

    private static SolverRow Compare(SolverProblem problem, CbcSolver solver)
    {
        var program = new LinearProgram(problem);
        var spread = EngineRun.LeastSpread(problem);
        var ours = spread.Plan.After.Distance;
        var better = ours <= CloseEnough ? null : solver.Solve(program.LeastSpread(ours - CloseEnough), problem.Guests, SpreadGap);
        var target = new double[problem.Dimensions];
        for (var d = 0; d < target.Length; d++)
        {
            var best = better is { Found: true } ? SpreadOf(problem, better.Place, d) : spread.Plan.After.Spread[d == 0 ? "memory" : "cpu"];
            target[d] = Math.Round(best + TargetAboveOptimum, 6);
        }

        var cost = EngineRun.LeastCost(problem, target);
        var leastCost = solver.Solve(program.LeastCost(target), problem.Guests, CostGap);
        return new SolverRow(problem, spread, better, cost, leastCost);
    }

    private static double SpreadOf(SolverProblem problem, int[] place, int dimension)
    {
        var load = new double[problem.Nodes];
        for (var g = 0; g < place.Length; g++)
        {
            load[place[g]] += 100.0 * problem.Demand(dimension, g) / problem.Capacity(dimension, place[g]);
        }

        return load.Max() - load.Min();
    }

    private static void Summarise(TextWriter output, List<SolverRow> rows, int limitSeconds)
    {
        string[] lines =
        [
            $"Problems: {rows.Count}, with {limitSeconds} s for each program.",
            $"Spread within 0.1 points of the least one: shown for {rows.Count(r => r.Verdict == SpreadVerdict.Close)}, refuted for {rows.Count(r => r.Verdict == SpreadVerdict.Worse)}, open for {rows.Count(r => r.Verdict == SpreadVerdict.Open)} (the solver found nothing better in its time, and has no proof).",
            $"Spread worse than the solver's by more than 0.5 points: {rows.Count(r => r.SpreadGap > 0.5)}; the largest difference found: {rows.Max(r => r.SpreadGap):0.000}.",
            $"Target 5 points above that spread: reached in {rows.Count(r => r.TargetReached)}; cost within 10 % of the least (or of the solver's bound) in {rows.Count(r => r.TargetReached && r.CostRatio <= 1.1)}; largest ratio {rows.Max(r => r.CostRatio):0.000}; the solver proved {rows.Count(r => r.LeastCost.Proven)} of its costs.",
            $"Processor time of a plan above 200 ms: {rows.Count(r => r.Spread.Milliseconds > 200 || r.Cost.Milliseconds > 200)}; longest {rows.Max(r => Math.Max(r.Spread.Milliseconds, r.Cost.Milliseconds)):0} ms.",
        ];
        output.WriteLine();
        foreach (var line in lines)
        {
            output.WriteLine("- " + line);
        }
    }
}
