using BenchmarkDotNet.Attributes;
using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks;

/// <summary>From the snapshot object to the finished plan, one thread.</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private Balancer _balancer = null!;
    private ClusterSnapshot _snapshot = null!;

    public static IEnumerable<ClusterSize> Sizes => DryRun.IsOn ? ClusterSize.All[..3] : ClusterSize.All;

    [ParamsSource(nameof(Sizes))]
    public ClusterSize Size { get; set; } = ClusterSize.All[0];

    [GlobalSetup]
    public void Setup()
    {
        _balancer = BenchmarkCluster.Balancer();
        _snapshot = BenchmarkCluster.Create(Size);
    }

    [Benchmark]
    public MigrationPlan Plan() => _balancer.Plan(_snapshot);
}
