using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks.Solver;

/// <summary>The engine's plan for a problem, and how long it took once the code was warm.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Milliseconds">Processor time, the shortest of a few runs.</param>
internal sealed record EngineRun(MigrationPlan Plan, double Milliseconds)
{
    private const int Runs = 3;
    private const double Mebibyte = 1L << 20;

    /// <summary>By guest of the problem, from the plan's legs: the cost in MiB.</summary>
    public double Cost => Plan.Migrations.Sum(m => m.CostBytes) / Mebibyte;

    public static EngineRun LeastSpread(SolverProblem problem) => Measure(problem, new double[problem.Dimensions]);

    /// <param name="problem">The problem.</param>
    /// <param name="spread">By dimension: the spread that is good enough.</param>
    public static EngineRun LeastCost(SolverProblem problem, double[] spread) => Measure(problem, spread);

    private static EngineRun Measure(SolverProblem problem, double[] balanciness)
    {
        string[] names = ["memory", "cpu"];
        var options = new BalancerOptions();
        options.Goal.MinimumGain = 0;
        for (var d = 0; d < problem.Dimensions; d++)
        {
            options.Goal.Methods[names[d]] = 1;
            options.Goal.BalancinessByDimension[names[d]] = balanciness[d];
        }

        var balancer = new Balancer(options);
        var snapshot = problem.Snapshot();
        var least = double.PositiveInfinity;
        MigrationPlan? plan = null;
        for (var run = 0; run < Runs; run++)
        {
            var watch = ProcessorWatch.Start();
            plan = balancer.Plan(snapshot);
            least = Math.Min(least, watch.Milliseconds);
        }

        return new EngineRun(plan!, least);
    }
}
