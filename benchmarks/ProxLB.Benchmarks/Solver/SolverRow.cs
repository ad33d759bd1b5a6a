namespace ProxLB.Benchmarks.Solver;

/// <summary>One problem, solved by both.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Spread">The engine's plan for the least spread.</param>
/// <param name="Better">The solver's search for a spread that is better by 0.1 points; null: the engine's is below that.</param>
/// <param name="Cost">The engine's plan for the target.</param>
/// <param name="LeastCost">The solver's least cost of the target.</param>
internal sealed record SolverRow(SolverProblem Problem, EngineRun Spread, SolverAnswer? Better, EngineRun Cost, SolverAnswer LeastCost)
{
    public const string Heading =
        "| seed | nodes x guests | dimensions | spread | solver | ms | proven here | cost in GiB | solver | ratio | ms | proven here |\n|---|---|---|---|---|---|---|---|---|---|---|---|";

    private const double MebibytesPerGibibyte = 1024;

    public SpreadVerdict Verdict => Better switch
    {
        null or { Proven: true, Found: false } => SpreadVerdict.Close,
        { Found: true } => SpreadVerdict.Worse,
        _ => SpreadVerdict.Open,
    };

    /// <summary>How far the engine's spread is above the solver's, in percentage points; 0 if the solver found no better one.</summary>
    public double SpreadGap => Better is { Found: true } ? Spread.Plan.After.Distance - Better.Objective : 0;

    public bool TargetReached => Cost.Plan.After.Distance == 0;

    /// <summary>The engine's cost over the solver's least, or over its bound where it has no proof.</summary>
    public double CostRatio
    {
        get
        {
            var least = LeastCost.Proven ? LeastCost.Objective : LeastCost.Bound;
            return Cost.Cost <= least + 1 ? 1 : Cost.Cost / Math.Max(1, least);
        }
    }

    public override string ToString()
    {
        string[] cells =
        [
            Figure(Problem.Seed, "0"),
            $"{Problem.Nodes} x {Problem.Guests}",
            Figure(Problem.Dimensions, "0"),
            Figure(Spread.Plan.After.Distance, "0.000"),
            Verdict switch
            {
                SpreadVerdict.Close when Better is null => "not needed",
                SpreadVerdict.Close => "proven: none better by 0.1",
                SpreadVerdict.Open => "none better found",
                _ => Figure(Better!.Objective, "0.000") + (Better.Proven ? "" : " (time)"),
            },
            Figure(Spread.Milliseconds, "0.0"),
            Spread.Plan.Optimal ? "yes" : "",
            Figure(Cost.Cost / MebibytesPerGibibyte, "0.0") + (TargetReached ? "" : " (target not reached)"),
            Figure(LeastCost.Objective / MebibytesPerGibibyte, "0.0") + (LeastCost.Proven ? "" : $" (time; bound {Figure(LeastCost.Bound / MebibytesPerGibibyte, "0.0")})"),
            Figure(CostRatio, "0.000"),
            Figure(Cost.Milliseconds, "0.0"),
            Cost.Plan.Optimal ? "yes" : "",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Figure(double value, string format) => value.ToString(format);
}
