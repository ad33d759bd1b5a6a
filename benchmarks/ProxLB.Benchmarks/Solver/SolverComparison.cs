namespace ProxLB.Benchmarks.Solver;

/// <summary>Compares the engine with an exact solver over seeded problems: the least spread, and the least cost of a target 5 points above it.</summary>
internal static class SolverComparison
{
    private const double TargetAboveOptimum = 5;

    /// <summary>A spread that is above the least one by no more than this is as good, in percentage points.</summary>
    private const double CloseEnough = 0.1;

    /// <summary>What the engine finds with so many times its usual search is taken for what can be had, unless the solver finds better.</summary>
    private const double LongSearch = 20;

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
        var longer = EngineRun.LeastSpread(problem, LongSearch);
        var ours = spread.Plan.After.Distance;
        var better = ours <= CloseEnough ? null : solver.Solve(program.LeastSpread(ours - CloseEnough), problem.Guests, SpreadGap);
        var known = longer.Plan.After.Distance < ours ? longer.Spread : spread.Spread;
        if (better is { Found: true } && better.Objective < known.Average())
        {
            known = [.. Enumerable.Range(0, problem.Dimensions).Select(d => SpreadOf(problem, better.Place, d))];
        }

        var target = Array.ConvertAll(known, least => Math.Round(least + TargetAboveOptimum, 6));
        return new SolverRow(
            problem, spread, known.Average(), better, EngineRun.LeastCost(problem, target), EngineRun.LeastCost(problem, target, LongSearch), solver.Solve(program.LeastCost(target), problem.Guests, CostGap));
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
            $"Problems: {rows.Count}, with {limitSeconds} s for each program of the solver; the engine's long search has {LongSearch} times the usual effort.",
            $"Spread within {CloseEnough} points of the best known: {rows.Count(r => r.SpreadGap <= CloseEnough)}; worse by more than 0.5 points: {rows.Count(r => r.SpreadGap > 0.5)}; largest difference {rows.Max(r => r.SpreadGap):0.000}, mean {rows.Average(r => r.SpreadGap):0.000}.",
            $"By the solver: {rows.Count(r => r.Verdict == SpreadVerdict.Close)} are shown to be within {CloseEnough} points of the least spread, {rows.Count(r => r.Verdict == SpreadVerdict.Worse)} refuted, {rows.Count(r => r.Verdict == SpreadVerdict.Open)} open: it found nothing better in its time, and has no proof.",
            $"Target {TargetAboveOptimum} points above the best known spread: reached in {rows.Count(r => r.TargetReached)}. Cost within 10 % of the best known: {rows.Count(r => r.TargetReached && r.CostRatio <= 1.1)}; largest ratio {rows.Max(r => r.CostRatio):0.000}, mean {rows.Average(r => r.CostRatio):0.000}.",
            $"By the solver: the least cost is proven for {rows.Count(r => r.LeastCost.Proven)}, and {rows.Count(r => r.LeastCost.Proven && r.TargetReached && r.CostRatio <= 1.1)} of these are met within 10 %; {rows.Count(r => r.TargetReached && r.BoundRatio <= 1.1)} of all are within 10 % of its bound, which no placement need reach.",
            $"Processor time of a plan: spread {rows.Average(r => r.Spread.Milliseconds):0} ms, cost {rows.Average(r => r.Cost.Milliseconds):0} ms on average; longest {rows.Max(r => Math.Max(r.Spread.Milliseconds, r.Cost.Milliseconds)):0} ms; above 200 ms: {rows.Count(r => r.Spread.Milliseconds > 200 || r.Cost.Milliseconds > 200)}.",
        ];
        output.WriteLine();
        foreach (var line in lines)
        {
            output.WriteLine("- " + line);
        }
    }
}
