using System.Diagnostics;
using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks.Tables;

/// <summary>Plans of one size in a warm process.</summary>
/// <param name="Plan">The plan; all runs give the same.</param>
/// <param name="Milliseconds">The median by the clock.</param>
/// <param name="ProcessorMilliseconds">The median of processor time.</param>
internal sealed record WarmRun(MigrationPlan Plan, double Milliseconds, double ProcessorMilliseconds)
{
    private const int Rounds = 7;
    private const double WarmUpMilliseconds = 1500;

    // The runtime compiles in steps, by calls and not by time: a long plan has to be made as often as a short one until it is warm.
    private const int WarmUpPlans = 8;
    private const double LongRound = 2000;
    private const double ShortestRound = 20;

    public static WarmRun Measure(ClusterSnapshot cluster)
    {
        var balancer = BenchmarkCluster.Balancer();
        var begun = Stopwatch.GetTimestamp();
        var plan = balancer.Plan(cluster);
        var once = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        for (var plans = 1; plans < WarmUpPlans || Stopwatch.GetElapsedTime(begun).TotalMilliseconds < WarmUpMilliseconds; plans++)
        {
            var start = Stopwatch.GetTimestamp();
            balancer.Plan(cluster);
            once = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        // A short plan is repeated within a round: processor time is not counted in microseconds.
        var repeats = (int)Math.Max(1, ShortestRound / once);
        var rounds = once > LongRound ? 3 : Rounds;
        var clock = new double[rounds];
        var processor = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            GC.Collect();
            var watch = ProcessorWatch.Start();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
            {
                plan = balancer.Plan(cluster);
            }

            clock[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats;
            processor[round] = watch.Milliseconds / repeats;
        }

        return new WarmRun(plan, Median(clock), Median(processor));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
