using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks.Tables;

/// <summary>What 2,000 groups of guests that stay apart add to a plan, in processor time; both plans in turns in one process.</summary>
internal static class RuleCost
{
    private const int Groups = 2000;
    private const int WarmUpRounds = 8;
    private const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        var free = BenchmarkCluster.Create(ClusterSize.Large, ruleShare: 0);
        var grouped = ApartGroups.Add(free, Groups);
        var balancer = BenchmarkCluster.Balancer();
        var plans = new[] { balancer.Plan(free), balancer.Plan(grouped) };
        var best = new[] { double.MaxValue, double.MaxValue };
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            if (round == 0)
            {
                best = [double.MaxValue, double.MaxValue];
            }

            best[0] = Math.Min(best[0], Measure(balancer, free));
            best[1] = Math.Min(best[1], Measure(balancer, grouped));
        }

        output.WriteLine("| rules | processor ms, best of 5 | migrations | distance after |");
        output.WriteLine("|---|---|---|---|");
        output.WriteLine($"| none | {best[0]:0} | {plans[0].Migrations.Count} | {plans[0].After.Distance:0.000} |");
        output.WriteLine($"| {Groups} groups of {ApartGroups.Members} apart | {best[1]:0} | {plans[1].Migrations.Count} | {plans[1].After.Distance:0.000} |");
        output.WriteLine();
        output.WriteLine($"Ratio: {best[1] / best[0]:0.00}");
    }

    private static double Measure(Balancer balancer, ClusterSnapshot cluster)
    {
        GC.Collect();
        var watch = ProcessorWatch.Start();
        balancer.Plan(cluster);
        return watch.Milliseconds;
    }
}
