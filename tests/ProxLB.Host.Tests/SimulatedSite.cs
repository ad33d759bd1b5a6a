using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.Host.Tests;

/// <summary>A simulated cluster with a configuration file that leads to it, for tests from the command line to the HTTPS API.</summary>
internal sealed class SimulatedSite : IAsyncDisposable
{
    private const int UsedUp = 599;

    private readonly TemporaryFile _configuration;
    private readonly Observer _observer;
    private readonly DirectoryInfo _state;

    private SimulatedSite(ClusterSimulator cluster, TemporaryFile configuration, Observer observer, DirectoryInfo state)
    {
        _state = state;
        Cluster = cluster;
        _configuration = configuration;
        _observer = observer;
    }

    public ClusterSimulator Cluster { get; }

    public string ConfigurationPath => _configuration.Path;

    public string StateDirectory => _state.FullName;

    /// <summary>Where the program keeps its journal.</summary>
    public string StatePath => _state.FullName;

    /// <summary>The migrations that were asked for, by guest.</summary>
    public IReadOnlyList<int> Requested => _observer.Requested;

    /// <summary>Starts it.</summary>
    /// <param name="snapshot">The cluster.</param>
    /// <param name="sections">Sections of the configuration file beside the credentials.</param>
    /// <param name="token">Another token than the right one.</param>
    /// <param name="fingerprint">Another fingerprint than the right one.</param>
    /// <param name="daemon">Whether the file asks for a daemon.</param>
    /// <param name="speed">Simulated seconds per second.</param>
    /// <param name="settings">What else the cluster is like.</param>
    /// <param name="listen">Where a daemon listens.</param>
    /// <param name="service">More keys of the section <c>service</c>, one a line.</param>
    public static async Task<SimulatedSite> StartAsync(
        ClusterSnapshot snapshot, string sections = "balancing: {enable: true}", string? token = null, string? fingerprint = null, bool daemon = true,
        WorldSettings? settings = null, string service = "", double speed = 100, string listen = "127.0.0.1:0")
    {
        var state = Directory.CreateTempSubdirectory("proxlb-");
        var observer = new Observer();
        var cluster = await ClusterSimulator.StartAsync(new() { Snapshot = snapshot, Settings = settings ?? new WorldSettings(), Speed = speed, Observers = [observer] });
        var credentials = (token ?? cluster.Token).Split('!', '=');
        var configuration = new TemporaryFile($"""
            proxmox_api:
              hosts: ['{cluster.Address.Authority}']
              user: {credentials[0]}
              token_id: {credentials[1]}
              token_secret: {credentials[2]}
              fingerprint: {fingerprint ?? cluster.Fingerprint}
              timeout: 30
            service:
              daemon: {daemon}
              state_dir: {state.FullName}
              listen: {listen}
            {string.Join('\n', service.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}"))}
            {sections}
            """);
        return new(cluster, configuration, observer, state);
    }

    /// <summary>Runs the program against it.</summary>
    public Task<HostResult> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    /// <summary>Runs the program against it, until the user stops it.</summary>
    public Task<HostResult> RunAsync(CancellationToken stop, params string[] arguments) =>
        new HostRunner { Time = Cluster.Clock, Stop = stop }.StartAsync([.. arguments, "--config", ConfigurationPath]);

    /// <summary>Waits until a number of migrations was asked for, or fails and says so.</summary>
    public async Task RequestsAsync(int count)
    {
        try
        {
            await _observer.Reached(count).WaitAsync(TimeSpan.FromMinutes(1));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{Requested.Count} migrations were asked for within a minute; the test waits for {count}.");
        }
    }

    /// <summary>Where a guest is.</summary>
    public string NodeOf(int guest) => Cluster.Read(world => world.Guests[guest].Node);

    /// <summary>Lets the cluster sample its nodes once more: until then their figures are of before the last migrations.</summary>
    public void LetFiguresSettle() => Cluster.Advance(TimeSpan.FromSeconds(10));

    /// <summary>Puts a host before that of the cluster into the configuration.</summary>
    public async Task AddFirstHostAsync(string host)
    {
        var text = await File.ReadAllTextAsync(ConfigurationPath);
        await File.WriteAllTextAsync(ConfigurationPath, text.Replace("hosts: [", $"hosts: ['{host}', ", StringComparison.Ordinal));
    }

    /// <summary>The next POST fails, so that <see cref="AssertNoPostAsync"/> can tell whether there was one.</summary>
    public void ExpectNoPost() => Cluster.Faults.Add(new() { Method = "POST", Times = 1, Status = UsedUp });

    /// <summary>Sends a POST of its own: it fails only if it is the first.</summary>
    public async Task AssertNoPostAsync()
    {
        Assert.Empty(Requested);
#pragma warning disable MA0039 // The simulated cluster signs its own certificate.
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
#pragma warning restore MA0039
        using var client = new HttpClient(handler);
        using var content = new FormUrlEncodedContent([new("username", "root@pam"), new("password", "x")]);
        using var response = await client.PostAsync(new Uri(Cluster.Address, "api2/json/access/ticket"), content);
        Assert.Equal(UsedUp, (int)response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _configuration.Dispose();
        _state.Delete(recursive: true);
    }

    private sealed class Observer : IWorldObserver
    {
        private readonly List<int> _requested = [];
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

        public IReadOnlyList<int> Requested
        {
            get
            {
                lock (_requested)
                {
                    return [.. _requested];
                }
            }
        }

        public Task Reached(int count)
        {
            lock (_requested)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((count, reached));
                Tell();
                return reached.Task;
            }
        }

        public void OnEvent(WorldEvent worldEvent)
        {
            if (worldEvent is { Kind: WorldEventKind.MigrationRequested or WorldEventKind.HaMotionQueued, Guest: { } guest })
            {
                lock (_requested)
                {
                    _requested.Add(guest);
                    Tell();
                }
            }
        }

        private void Tell() => _waiting.FindAll(waiter => waiter.Count <= _requested.Count).ForEach(waiter => waiter.Reached.TrySetResult());
    }
}
