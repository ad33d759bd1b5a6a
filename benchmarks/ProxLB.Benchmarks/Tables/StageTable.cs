using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks.Tables;

/// <summary>Where the time of a plan goes, stage by stage, and how much memory it holds at its end.</summary>
internal sealed class StageTable
{
    private const int Rounds = 3;
    private const double Mebibyte = 1 << 20;

    private readonly List<(string Name, double Milliseconds)> _stages = [];

    /// <summary>MiB that are alive when all is done: facts, problem, search and plan.</summary>
    public double LiveMebibytes { get; private set; }

    public static StageTable Measure(ClusterSize size)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cluster = BenchmarkCluster.Create(size);
        StageTable? table = null;
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            table = new StageTable();
            table.Run(cluster, before);
        }

        return table!;
    }

    public string Heading => $"| nodes x guests | {string.Join(" | ", _stages.Select(s => s.Name))} |";

    public string Row(ClusterSize size) =>
        $"| {size} | {string.Join(" | ", _stages.Select(s => s.Milliseconds.ToString("0.0")))} |";

    private void Run(ClusterSnapshot cluster, long before)
    {
        var compiled = Stage("compile", () => BenchmarkCluster.Compile(cluster));
        var problem = compiled.Problem;
        var budget = new SearchBudget(long.MaxValue, RunLimit.None);
        var state = Stage("prepare", () => new SearchState(problem, budget, problem.Order));
        SearchWindow.Set(state, 0.5);
        Stage("repair", () => new RepairSearch(state).Run());
        Stage("balance", () => new BalanceSearch(state).Run(perCost: true));
        Stage("shorten", () => new Shortening(state).Run());
        var target = (int[])state.Placement.Place.Clone();
        state.GoTo(problem.Start);
        Stage("whole search", () => new Optimizer(problem, RunLimit.None).Run(place => place));
        var steps = Stage("order", () =>
        {
            new Sequencer(problem).TryOrder(target, out var found);
            return found;
        });
        Stage("dependencies", () => StepDependencies.Of(problem, steps));
        Stage("digest", () => SnapshotDigest.Compute(cluster));
        var result = new OptimizerResult { Place = target, Optimal = false, Evaluated = budget.Spent };
        var plan = Stage("report (order, dependencies, digest included)", () => new PlanBuilder(compiled, BenchmarkCluster.Options(), result, RunLimit.None).Build(default));
        LiveMebibytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Mebibyte;
        GC.KeepAlive(state);
        GC.KeepAlive(plan);
        GC.KeepAlive(compiled);
    }

    private T Stage<T>(string name, Func<T> run)
    {
        var watch = ProcessorWatch.Start();
        var result = run();
        _stages.Add((name, watch.Milliseconds));
        return result;
    }

    private void Stage(string name, Action run) => Stage(name, () =>
    {
        run();
        return 0;
    });
}
