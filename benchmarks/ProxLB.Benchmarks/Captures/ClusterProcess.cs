using System.Diagnostics;
using System.Globalization;
using ProxLB.SimulatedCluster;

namespace ProxLB.Benchmarks.Captures;

/// <summary>A simulated cluster in a process of its own, so that what it takes for its answers is not counted as the client's.</summary>
internal sealed class ClusterProcess : IDisposable
{
    private readonly Process _process;

    private ClusterProcess(Process process, Uri address, string fingerprint, string token)
    {
        _process = process;
        Address = address;
        Fingerprint = fingerprint;
        Token = token;
    }

    public Uri Address { get; }

    public string Fingerprint { get; }

    public string Token { get; }

    /// <summary>The processor time that it has taken so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ClusterProcess> StartAsync(int nodes, int guests, int latencyMilliseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            typeof(ClusterSimulator).Assembly.Location, "--nodes", Text(nodes), "--guests", Text(guests), "--seed", "1", "--version", "9.2",
            "--port", "0", "--speed", "1", "--latency", Text(latencyMilliseconds),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!said.ContainsKey("token") && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            said[parts[0]] = parts[^1];
        }

        return new ClusterProcess(process, new Uri(said["address"]), said["fingerprint"], said["token"]);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
