using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks.Solver;

/// <summary>The engine's plan for a problem, and how long it took once the code was warm.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Milliseconds">Processor time, the shortest of a few runs.</param>
internal sealed record EngineRun(MigrationPlan Plan, double Milliseconds)
{
    private const int Runs = 3;
    private const double Mebibyte = 1L << 20;
    private static readonly string[] Names = ["memory", "cpu"];

    /// <summary>By guest of the problem, from the plan's legs: the cost in MiB.</summary>
    public double Cost => Plan.Migrations.Sum(m => m.CostBytes) / Mebibyte;

    /// <summary>By dimension: the spread afterwards, in percentage points.</summary>
    public double[] Spread => [.. Names.Where(Plan.After.Spread.ContainsKey).Select(name => Plan.After.Spread[name])];

    /// <param name="problem">The problem.</param>
    /// <param name="effort">How many times the usual search.</param>
    public static EngineRun LeastSpread(SolverProblem problem, double effort = 1) => Measure(problem, new double[problem.Dimensions], effort);

    /// <param name="problem">The problem.</param>
    /// <param name="spread">By dimension: the spread that is good enough.</param>
    /// <param name="effort">How many times the usual search.</param>
    public static EngineRun LeastCost(SolverProblem problem, double[] spread, double effort = 1) => Measure(problem, spread, effort);

    private static EngineRun Measure(SolverProblem problem, double[] balanciness, double effort)
    {
        var options = new BalancerOptions();
        options.Goal.MinimumGain = 0;
        options.Goal.SearchEffort = effort;
        for (var d = 0; d < problem.Dimensions; d++)
        {
            options.Goal.Methods[Names[d]] = 1;
            options.Goal.BalancinessByDimension[Names[d]] = balanciness[d];
        }

        var balancer = new Balancer(options);
        var snapshot = problem.Snapshot();
        var least = double.PositiveInfinity;
        MigrationPlan? plan = null;
        for (var run = 0; run < (effort > 1 ? 1 : Runs); run++)
        {
            var watch = ProcessorWatch.Start();
            plan = balancer.Plan(snapshot);
            least = Math.Min(least, watch.Milliseconds);
        }

        return new EngineRun(plan!, least);
    }
}
