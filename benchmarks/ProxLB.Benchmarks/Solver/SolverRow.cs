namespace ProxLB.Benchmarks.Solver;

/// <summary>One problem, solved by both.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Spread">The engine's plan for the least spread.</param>
/// <param name="KnownSpread">The least spread that anybody found: the engine, its long search, or the solver.</param>
/// <param name="Better">The solver's search for a spread that is better by 0.1 points; null: the engine's is below that.</param>
/// <param name="Cost">The engine's plan for the target.</param>
/// <param name="LongCost">The engine's plan for the target after a long search.</param>
/// <param name="LeastCost">The solver's least cost of the target.</param>
internal sealed record SolverRow(
    SolverProblem Problem, EngineRun Spread, double KnownSpread, SolverAnswer? Better, EngineRun Cost, EngineRun LongCost, SolverAnswer LeastCost)
{
    public const string Heading =
        "| seed | nodes x guests | dimensions | spread | best known | solver | ms | cost in GiB | best known | ratio | solver | ms |\n|---|---|---|---|---|---|---|---|---|---|---|---|";

    private const double MebibytesPerGibibyte = 1024;

    public SpreadVerdict Verdict => Better switch
    {
        null or { Proven: true, Found: false } => SpreadVerdict.Close,
        { Found: true } => SpreadVerdict.Worse,
        _ => SpreadVerdict.Open,
    };

    /// <summary>How far the engine's spread is above the best known one, in percentage points.</summary>
    public double SpreadGap => Spread.Plan.After.Distance - KnownSpread;

    public bool TargetReached => IsReached(Cost);

    /// <summary>In MiB: the least that anybody found.</summary>
    public double KnownCost
    {
        get
        {
            var known = IsReached(LongCost) ? Math.Min(Cost.Cost, LongCost.Cost) : Cost.Cost;
            return LeastCost.Found ? Math.Min(known, LeastCost.Objective) : known;
        }
    }

    /// <summary>The engine's cost over the least that is known.</summary>
    public double CostRatio => Ratio(KnownCost);

    /// <summary>The engine's cost over the solver's least, or over its bound where it has no proof.</summary>
    public double BoundRatio => Ratio(LeastCost.Proven ? LeastCost.Objective : LeastCost.Bound);

    public override string ToString()
    {
        string[] cells =
        [
            Figure(Problem.Seed, "0"),
            $"{Problem.Nodes} x {Problem.Guests}",
            Figure(Problem.Dimensions, "0"),
            Figure(Spread.Plan.After.Distance, "0.000") + (Spread.Plan.Optimal ? " (proven here)" : ""),
            Figure(KnownSpread, "0.000"),
            Verdict switch
            {
                SpreadVerdict.Close when Better is null => "not needed",
                SpreadVerdict.Close => "proven: none better by 0.1",
                SpreadVerdict.Open => "none better found",
                _ => Figure(Better!.Objective, "0.000") + (Better.Proven ? "" : " (time)"),
            },
            Figure(Spread.Milliseconds, "0"),
            Gibibytes(Cost.Cost) + (TargetReached ? "" : " (target not reached)") + (Cost.Plan.Optimal ? " (proven here)" : ""),
            Gibibytes(KnownCost),
            Figure(CostRatio, "0.000"),
            LeastCost.Proven ? $"proven: {Gibibytes(LeastCost.Objective)}" : $"{(LeastCost.Found ? $"found {Gibibytes(LeastCost.Objective)}" : "none found")}, bound {Gibibytes(LeastCost.Bound)}",
            Figure(Cost.Milliseconds, "0"),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static bool IsReached(EngineRun run) => run.Plan.After.Distance == 0;

    private static string Gibibytes(double mebibytes) => Figure(mebibytes / MebibytesPerGibibyte, "0.0");

    private static string Figure(double value, string format) => value.ToString(format);

    private double Ratio(double least) => Cost.Cost <= least + 1 ? 1 : Cost.Cost / Math.Max(1, least);
}
