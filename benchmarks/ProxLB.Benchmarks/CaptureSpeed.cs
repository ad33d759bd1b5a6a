using System.Diagnostics;
using ProxLB.Proxmox;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Benchmarks;

/// <summary>How long a capture takes against a simulated cluster whose every call takes 20 ms, and how many calls it makes.</summary>
/// <remarks>Client and cluster share this machine, so the time that the cluster itself needs for its answers is in the figures.</remarks>
public static class CaptureSpeed
{
    private const int LatencyMilliseconds = 20;
    private const int ParallelCalls = 16;
    private const double Allowance = 1.3;

    private static readonly (int Nodes, int Guests)[] Sizes = [(3, 30), (16, 460), (32, 2000)];

    /// <summary>Measures all sizes and writes a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(3, 30); // once for the just-in-time compiler
        await output.WriteLineAsync("| cluster | first capture | calls | next capture | calls | with RRD for every guest | calls | at most |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|");
        foreach (var (nodes, guests) in Sizes)
        {
            var (first, next, rrd) = await MeasureAsync(nodes, guests);
            var bound = Allowance * rrd.Calls * LatencyMilliseconds / ParallelCalls / 1000;
            await output.WriteLineAsync(
                $"| {nodes} nodes, {guests} guests | {first.Seconds:0.00} s | {first.Calls} | {next.Seconds:0.00} s | {next.Calls} | {rrd.Seconds:0.00} s | {rrd.Calls} | {bound:0.00} s |");
        }
    }

    private static async Task<(Timing First, Timing Next, Timing Rrd)> MeasureAsync(int nodes, int guests)
    {
        await using var cluster = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions
        {
            Version = ClusterVersion.Parse("9.2"),
            Clock = TimeProvider.System,
            Generator = new GeneratorOptions { Nodes = nodes, Guests = guests, Seed = 1, Version = ClusterVersion.Parse("9.2") },
        });
        cluster.Faults.Add(new Fault { Latency = TimeSpan.FromMilliseconds(LatencyMilliseconds) });
        using var provider = ProxmoxClusterProvider.Create(Options(cluster, withRrd: false));
        var first = await TimeAsync(provider);
        var next = await TimeAsync(provider);
        using var withRrd = ProxmoxClusterProvider.Create(Options(cluster, withRrd: true));
        await TimeAsync(withRrd);
        return (first, next, await TimeAsync(withRrd));
    }

    private static async Task<Timing> TimeAsync(ProxmoxClusterProvider provider)
    {
        var calls = provider.Calls;
        var watch = Stopwatch.StartNew();
        await provider.CaptureAsync(default);
        return new Timing(watch.Elapsed.TotalSeconds, provider.Calls - calls);
    }

    private static ProxmoxOptions Options(ClusterSimulator cluster, bool withRrd)
    {
        var token = cluster.Token.Split('=');
        return new ProxmoxOptions
        {
            Hosts = [$"127.0.0.1:{cluster.Port}"],
            User = token[0].Split('!')[0],
            TokenId = token[0],
            TokenSecret = token[1],
            Fingerprint = cluster.Fingerprint,
            MaxParallelCalls = ParallelCalls,
            ReadGuestPressure = withRrd,
        };
    }

    private sealed record Timing(double Seconds, long Calls);
}
