using System.Diagnostics;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Benchmarks.Tables;

/// <summary>How long a plan takes from the moment at which it is cancelled to its return.</summary>
internal static class CancelTable
{
    private const int Rounds = 5;

    private static readonly (int Nodes, int Guests)[] Sizes = [(32, 1000), (100, 3000), (1000, 20_000), (3000, 60_000)];

    /// <summary>When it is cancelled, by share of the time that the whole plan takes.</summary>
    private static readonly double[] Shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9];

    public static void Run(TextWriter output)
    {
        output.WriteLine($"| nodes x guests | whole plan, ms | {string.Join(" | ", Shares.Select(share => $"at {share:P0}"))} |");
        foreach (var (nodes, guests) in Sizes)
        {
            var cluster = ClusterGenerator.Create(new GeneratedCluster { Nodes = nodes, Guests = guests, Skew = 1 });
            var balancer = new Balancer(new BalancerOptions { Goal = { TimeBudget = TimeSpan.FromHours(1), Balanciness = 2 } });
            balancer.Plan(cluster);
            var whole = Stopwatch.StartNew();
            balancer.Plan(cluster);
            var total = whole.Elapsed;
            output.WriteLine($"| {nodes} x {guests} | {total.TotalMilliseconds:0} | {string.Join(" | ", Shares.Select(share => $"{Median(() => Late(balancer, cluster, total * share)):0}"))} |");
        }
    }

    private static double Median(Func<double> measure) => Enumerable.Range(0, Rounds).Select(_ => measure()).Order().ElementAt(Rounds / 2);

    private static double Late(Balancer balancer, ClusterSnapshot cluster, TimeSpan after)
    {
        var cancelled = 0L;
        using var stop = new CancellationTokenSource();
        using var noting = stop.Token.Register(() => cancelled = Stopwatch.GetTimestamp());
        if (after == TimeSpan.Zero)
        {
            stop.Cancel();
        }
        else
        {
            stop.CancelAfter(after);
        }

        balancer.Plan(cluster, cancellationToken: stop.Token);
        var end = Stopwatch.GetTimestamp();
        return cancelled == 0 ? 0 : Math.Max(0, Stopwatch.GetElapsedTime(cancelled, end).TotalMilliseconds);
    }
}
