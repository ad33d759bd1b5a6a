using System.Text.RegularExpressions;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Daemon;

/// <summary><c>proxlb run</c> inside the test's process, against a simulated cluster.</summary>
internal sealed partial class RunningDaemon : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _log = new();
    private readonly HostContext _context;
    private readonly Task<int> _run;

    private RunningDaemon(SimulatedSite site, Func<HostContext, HostContext>? with, string[] arguments)
    {
        var context = new HostContext
        {
            Input = TextReader.Null,
            MachineIdentifiers = () => ["02:00:00:00:00:01"],
            Output = TextWriter.Null,
            Error = TextWriter.Synchronized(_log),
            OutputTerminal = TerminalCapabilities.Plain(80),
            ErrorTerminal = TerminalCapabilities.Plain(80),
            Environment = _ => null,
            Time = site.Cluster.Clock,
        };
        _context = with?.Invoke(context) ?? context;
        _run = Task.Run(() => HostProgram.RunAsync([.. arguments, "--config", site.ConfigurationPath], _context, _stop.Token));
    }

    /// <summary>What was logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_context.Error)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Where its page is.</summary>
    public Uri Address => new(Listening().Match(Log).Groups["address"].Value);

    public static RunningDaemon Start(SimulatedSite site, Func<HostContext, HostContext>? with = null) => new(site, with, ["run"]);

    public static RunningDaemon StartLegacy(SimulatedSite site) => new(site, with: null, []);

    /// <summary>Sends the hang-up signal.</summary>
    public void Hangup() => _context.Hangup.Raise();

    /// <summary>Waits for a line of the log.</summary>
    public Task SaysAsync(string text) => UntilAsync(() => Log.Contains(text, StringComparison.Ordinal), $"the log to say '{text}'");

    public async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!holds())
        {
            if (_run.IsCompleted || patience.IsCancellationRequested)
            {
                Assert.Fail($"Waited in vain for {what}. The log:\n{Log}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Gets a page without following it further.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        await SaysAsync(" are at http");
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(Address, path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks it to stop, as SIGTERM does.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(TimeSpan.FromSeconds(120));
    }

    /// <summary>Its exit code once it has ended by itself.</summary>
    public Task<int> EndAsync() => _run.WaitAsync(TimeSpan.FromSeconds(120));

    public async ValueTask DisposeAsync()
    {
        if (!_run.IsCompleted)
        {
            await StopAsync();
        }
        _stop.Dispose();
    }

    [GeneratedRegex(@"are at (?<address>http\S+[^.\s])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
