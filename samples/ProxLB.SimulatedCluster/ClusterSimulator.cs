using System.Security.Cryptography.X509Certificates;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.Http;
using ProxLB.SimulatedCluster.Time;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster;

/// <summary>A simulated Proxmox VE cluster that answers on loopback over HTTPS.</summary>
public sealed class ClusterSimulator : IAsyncDisposable
{
    private readonly Simulation _simulation;
    private readonly X509Certificate2 _certificate;
    private readonly TicketIssuer _tickets;
    private readonly ITimer? _heartbeat;
    private LoopbackHost? _host;

    private ClusterSimulator(ClusterSimulatorOptions options)
    {
        Clock = options.Clock ?? new SimulationClock(options.Speed);
        var settings = options.Settings with { Start = Clock.GetUtcNow() };
        var world = WorldBuilder.Build(options.Snapshot ?? ClusterGenerator.Generate(options.Generator), settings);
        world.Observers.AddRange(options.Observers);
        _certificate = SelfSignedCertificate.Create();
        Fingerprint = SelfSignedCertificate.Fingerprint(_certificate);
        foreach (var node in world.Nodes.Values)
        {
            node.Fingerprint = Fingerprint;
        }

        Token = DefaultAccess.Apply(world);
        _simulation = new Simulation(world, Clock);
        _tickets = new TicketIssuer(world, options.TicketLifetime);
        if (Clock is SimulationClock { Speed: > 0 })
        {
            // The world also moves while nobody asks, so that observers hear of things when they happen.
            _heartbeat = TimeProvider.System.CreateTimer(_ => _simulation.Change(_ => { }), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The password of all users that the simulated cluster starts with.</summary>
    public const string Password = DefaultAccess.Password;

    /// <summary>The simulated time, for whatever waits for the cluster.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The port of the first node.</summary>
    public int Port => Ports.Values.First();

    /// <summary>The port of each node that can be asked.</summary>
    public IReadOnlyDictionary<string, int> Ports => _host!.Ports;

    /// <summary>Where the API is, such as <c>https://127.0.0.1:8006/</c>.</summary>
    public Uri Address => new($"https://127.0.0.1:{Port}/");

    /// <summary>The SHA-256 fingerprint of the certificate, <c>AA:BB:…</c>.</summary>
    public string Fingerprint { get; }

    /// <summary>An API token with the rights of a balancer, <c>user@realm!id=secret</c>.</summary>
    public string Token { get; }

    /// <summary>What goes wrong with calls.</summary>
    public FaultInjector Faults { get; } = new();

    /// <summary>Starts a simulated cluster.</summary>
    /// <param name="options">What cluster; null: the default one.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<ClusterSimulator> StartAsync(ClusterSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ClusterSimulatorOptions();
        var simulator = new ClusterSimulator(options);
        try
        {
            await simulator.ListenAsync(options, cancellationToken);
            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes the world, while no call is being answered.</summary>
    /// <param name="action">The change.</param>
    public void Change(Action<ClusterWorld> action) => _simulation.Change(action);

    /// <summary>Reads from the world, while no call is being answered.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="function">Reads; what it returns must not be part of the world that changes.</param>
    public T Read<T>(Func<ClusterWorld, T> function) => _simulation.Read(function);

    /// <summary>Moves the time forward, and the world with it.</summary>
    /// <param name="by">How far.</param>
    /// <exception cref="InvalidOperationException">The clock was given and is no <see cref="SimulationClock"/>.</exception>
    public void Advance(TimeSpan by) => _simulation.Advance(by);

    /// <summary>Makes all tickets invalid.</summary>
    public void ExpireTickets() => _simulation.Change(_ => _tickets.Rotate());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_heartbeat is not null)
        {
            await _heartbeat.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _certificate.Dispose();
    }

    private async Task ListenAsync(ClusterSimulatorOptions options, CancellationToken cancellationToken)
    {
        var nodes = _simulation.Read(world => world.Nodes.Keys.Take(Math.Max(1, options.EntryNodes)).ToList());
        var dispatcher = _simulation.Read(world => new ApiDispatcher(world, new Authenticator(world, _tickets), _tickets));
        var server = new ApiServer(_simulation, Faults, dispatcher, options.Latency, options.AuthenticationDelay);
        _host = await LoopbackHost.StartAsync(nodes, options.Port, _certificate, server.HandleAsync, cancellationToken);
    }
}
