using BenchmarkDotNet.Attributes;
using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks;

/// <summary>What ordering a plan of 2,000 migrations takes, and finding what each of them has to wait for.</summary>
[MemoryDiagnoser]
public class OrderBenchmarks
{
    private const int Migrations = 2000;
    private const int MigrationsInDryRun = 20;
    private const double FarAway = 2;

    private PlacementProblem _problem = null!;
    private int[] _target = [];
    private List<PlanStep> _steps = [];

    [GlobalSetup]
    public void Setup()
    {
        var (size, count) = DryRun.IsOn ? (ClusterSize.All[1], MigrationsInDryRun) : (ClusterSize.Large, Migrations);
        var cluster = BenchmarkCluster.Create(size);
        var options = BenchmarkCluster.Options();
        // A goal that asks for more than enough migrations; the first of them are the plan to order.
        options.Goal.Balanciness = FarAway;
        var plan = new Balancer(options, [new NetworkStrategy()]).Plan(cluster);
        _problem = BenchmarkCluster.Compile(cluster).Problem;
        _target = (int[])_problem.Start.Clone();
        var guests = Index(cluster.Guests.Select(guest => guest.Id));
        var nodes = Index(cluster.Nodes.Select(node => node.Name));
        foreach (var migration in plan.Migrations.TakeWhile((m, i) => i < count || m.Unit == plan.Migrations[i - 1].Unit))
        {
            _target[guests[migration.Guest]] = nodes[migration.To];
        }

        if (plan.Migrations.Count < count || !new Sequencer(_problem).TryOrder(_target, out _steps))
        {
            throw new InvalidOperationException($"The plan has {plan.Migrations.Count} migrations; {count} that can be ordered are needed.");
        }
    }

    [Benchmark]
    public bool Order() => new Sequencer(_problem).TryOrder(_target, out _);

    [Benchmark]
    public IReadOnlyList<int>[] Dependencies() => StepDependencies.Of(_problem, _steps);

    private static Dictionary<T, int> Index<T>(IEnumerable<T> keys)
        where T : notnull =>
        keys.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);
}
