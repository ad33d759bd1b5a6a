using System.Diagnostics;
using ProxLB.Benchmarks.Clusters;

namespace ProxLB.Benchmarks.Tables;

/// <summary>The first plan of a fresh process.</summary>
/// <param name="Milliseconds">From the snapshot object to the finished plan.</param>
/// <param name="ProcessorMilliseconds">The processor time of that, compilation on other threads included.</param>
internal sealed record ColdRun(double Milliseconds, double ProcessorMilliseconds)
{
    public const string Command = "cold";

    /// <summary>Runs in the fresh process.</summary>
    public static void Report(TextWriter output, ClusterSize size)
    {
        var cluster = BenchmarkCluster.Create(size);
        var processor = ProcessorWatch.Start();
        var begun = Stopwatch.GetTimestamp();
        BenchmarkCluster.Balancer().Plan(cluster);
        var elapsed = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        output.WriteLine($"{elapsed} {processor.Milliseconds}");
    }

    /// <summary>Starts this program anew and reads what it reports.</summary>
    public static ColdRun Measure(ClusterSize size)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(ColdRun).Assembly.Location);
        }

        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(size.Nodes.ToString());
        start.ArgumentList.Add(size.Guests.ToString());
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The fresh process did not start.");
        var figures = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return new ColdRun(double.Parse(figures[0]), double.Parse(figures[1]));
    }
}
