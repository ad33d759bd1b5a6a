using System.Diagnostics;
using ProxLB.Proxmox;

namespace ProxLB.Benchmarks.Captures;

/// <summary>How long captures take against a simulated cluster whose every answer takes 20 ms, how many calls they make, and what they cost.</summary>
public static class CaptureSpeed
{
    private const int LatencyMilliseconds = 20;
    private const int ParallelCalls = 16;
    private const double Allowance = 1.3;

    private static readonly (int Nodes, int Guests, double FirstSeconds, double NextSeconds)[] Sizes = [(3, 30, 0.3, 0.15), (16, 460, 1.5, 0.4), (32, 2000, 4, 0.8)];

    /// <summary>Measures all sizes and writes a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(3, 30); // once for the just-in-time compiler
        await output.WriteLineAsync("| capture | took | at most | calls | processor, client | processor, cluster | received MiB | allocated MiB | live MiB |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|---|");
        foreach (var (nodes, guests, firstSeconds, nextSeconds) in Sizes)
        {
            var (first, next, rrd) = await MeasureAsync(nodes, guests);
            var bound = TimeSpan.FromMilliseconds(Allowance * rrd.Calls * LatencyMilliseconds / ParallelCalls);
            await output.WriteLineAsync(first.ToRow($"{nodes} nodes, {guests} guests: first", TimeSpan.FromSeconds(firstSeconds)));
            await output.WriteLineAsync(next.ToRow("next, nothing changed", TimeSpan.FromSeconds(nextSeconds)));
            await output.WriteLineAsync(rrd.ToRow("next, with RRD for every guest", bound));
        }
    }

    private static async Task<(CaptureFigures First, CaptureFigures Next, CaptureFigures Rrd)> MeasureAsync(int nodes, int guests)
    {
        using var cluster = await ClusterProcess.StartAsync(nodes, guests, LatencyMilliseconds);
        await TwiceAsync(cluster, withRrd: true); // for the cluster's own just-in-time compiler
        var (first, next) = await TwiceAsync(cluster, withRrd: false);
        return (first, next, (await TwiceAsync(cluster, withRrd: true)).Next);
    }

    private static async Task<(CaptureFigures First, CaptureFigures Next)> TwiceAsync(ClusterProcess cluster, bool withRrd)
    {
        var before = LiveBytes();
        using var provider = ProxmoxClusterProvider.Create(Options(cluster, withRrd));
        var first = await MeasureAsync(provider, cluster, before);
        return (first, await MeasureAsync(provider, cluster, before));
    }

    private static async Task<CaptureFigures> MeasureAsync(ProxmoxClusterProvider provider, ClusterProcess cluster, long before)
    {
        var (calls, received, allocated, served) = (provider.Calls, provider.ReceivedBytes, GC.GetTotalAllocatedBytes(precise: true), cluster.ProcessorTime);
        var processor = ProcessorWatch.Start();
        var watch = Stopwatch.StartNew();
        var snapshot = await provider.CaptureAsync(default);
        var (elapsed, milliseconds) = (watch.Elapsed, processor.Milliseconds);
        var figures = new CaptureFigures
        {
            Calls = provider.Calls - calls,
            Elapsed = elapsed,
            Client = TimeSpan.FromMilliseconds(milliseconds),
            Cluster = cluster.ProcessorTime - served,
            Received = provider.ReceivedBytes - received,
            Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated,
            Live = LiveBytes() - before,
        };
        GC.KeepAlive(snapshot);
        return figures;
    }

    // What is still reachable, finalizers done.
    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static ProxmoxOptions Options(ClusterProcess cluster, bool withRrd)
    {
        var token = cluster.Token.Split('=');
        return new ProxmoxOptions
        {
            Hosts = [$"127.0.0.1:{cluster.Address.Port}"],
            User = token[0].Split('!')[0],
            TokenId = token[0],
            TokenSecret = token[1],
            Fingerprint = cluster.Fingerprint,
            MaxParallelCalls = ParallelCalls,
            ReadGuestPressure = withRrd,
        };
    }
}
