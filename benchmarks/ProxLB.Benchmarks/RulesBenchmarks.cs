using BenchmarkDotNet.Attributes;
using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks;

/// <summary>What 2,000 groups of guests that stay apart add to a plan.</summary>
[MemoryDiagnoser]
public class RulesBenchmarks
{
    private const int Groups = 2000;
    private const int GroupsInDryRun = 100;

    private Balancer _balancer = null!;
    private ClusterSnapshot _free = null!;
    private ClusterSnapshot _grouped = null!;

    [GlobalSetup]
    public void Setup()
    {
        _balancer = BenchmarkCluster.Balancer();
        _free = BenchmarkCluster.Create(DryRun.IsOn ? ClusterSize.All[1] : ClusterSize.Large, ruleShare: 0);
        _grouped = ApartGroups.Add(_free, DryRun.IsOn ? GroupsInDryRun : Groups);
    }

    [Benchmark(Baseline = true)]
    public MigrationPlan NoRules() => _balancer.Plan(_free);

    [Benchmark]
    public MigrationPlan ManyGroups() => _balancer.Plan(_grouped);
}
