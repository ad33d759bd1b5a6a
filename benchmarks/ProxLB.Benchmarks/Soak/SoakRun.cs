using ProxLB.Core.Analysis;
using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Proxmox;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.Time;

namespace ProxLB.Benchmarks.Soak;

/// <summary>Runs the schedule over the HTTPS API of a simulated cluster for weeks of the cluster's time, and looks every hour.</summary>
internal sealed class SoakRun(SoakOptions options)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly SimulationClock _clock = new(speed: 0, options.Start);
    private readonly SoakWeather _weather = new(options);
    private readonly List<SoakSample> _samples = [];
    private readonly SoakTally _tally = new();

    public async Task<SoakResult> RunAsync(Action<SoakSample>? progress = null)
    {
        await using var cluster = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions
        {
            Generator = new GeneratorOptions { Nodes = options.Nodes, Guests = options.Guests, Seed = options.Seed },
            Clock = _clock,
        });
        using var provider = ProxmoxClusterProvider.Create(Credentials(cluster), time: _clock);
        var watched = new CountingProvider(provider);
        var balancing = new BalancerOptions();
        var setup = new OperatorSetup
        {
            Provider = watched,
            Balancer = new Balancer(balancing),
            Analyzer = new ClusterAnalyzer(balancing),
            Execution = new ExecutionOptions { RefreshInterval = TimeSpan.FromMinutes(5) },
            Amend = _weather.Amend,
        };
        using var @operator = new ClusterOperator(setup, time: _clock);
        using var loop = new RunLoop(@operator, new RunLoopOptions { Interval = Hour, StartDelay = TimeSpan.FromMinutes(10), Jitter = 0 }, _clock);
        using var stop = new CancellationTokenSource();
        cluster.Change(world => _weather.Apply(world, options.Start));
        var running = loop.RunAsync(stop.Token);
        for (var hour = 1; hour <= options.Days * 24; hour++)
        {
            await PassAsync(cluster, @operator, watched, options.Start + (hour * Hour));
            cluster.Change(world => _weather.Apply(world, _clock.GetUtcNow()));
            _samples.Add(Sample(@operator, hour));
            progress?.Invoke(_samples[^1]);
        }
        await stop.CancelAsync();
        await running;
        await @operator.ShutDownAsync(new CancellationToken(canceled: true));
        return _tally.Result(options, _samples);
    }

    private static ProxmoxOptions Credentials(ClusterSimulator cluster)
    {
        var token = cluster.Token.Split('!', '=');
        return new()
        {
            Hosts = [cluster.Address.Authority],
            Fingerprint = cluster.Fingerprint,
            User = token[0],
            TokenId = token[1],
            TokenSecret = token[2],
            Timeout = TimeSpan.FromMinutes(1),
            ConfigMaxAge = TimeSpan.FromHours(6),
        };
    }

    private async Task PassAsync(ClusterSimulator cluster, ClusterOperator @operator, CountingProvider provider, DateTimeOffset end)
    {
        while (_clock.GetUtcNow() is var now && now < end)
        {
            await SettleAsync(@operator, provider);
            _tally.Count(@operator, _weather);
            var state = @operator.State;
            var next = state.Run is null && state.NextRunAt > now ? state.NextRunAt.Value : now + Step;
            cluster.Advance((next < end ? next : end) - now);
        }
    }

    /// <summary>Waits, in real time, until everybody waits for the clock. What is waited for longer waits for it too, such as a second try.</summary>
    private async Task SettleAsync(ClusterOperator @operator, CountingProvider provider)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var quiet = 0; quiet < 3;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            var state = @operator.State;
            var atWork = !provider.IsIdle || (state.Run is null && !(state.NextRunAt > _clock.GetUtcNow()));
            quiet = atWork && TimeProvider.System.GetElapsedTime(begun) < Patience ? 0 : quiet + 1;
        }
    }

    private SoakSample Sample(ClusterOperator @operator, int hour)
    {
        var now = _clock.GetUtcNow();
        var plan = @operator.State.Plan?.Plan;
        return new(
            now,
            plan?.Before.Spread.GetValueOrDefault("memory") ?? 0,
            _tally.Moved,
            _tally.Failed,
            SoakTally.Broken(plan),
            hour % 24 == 0 ? GC.GetTotalMemory(forceFullCollection: true) : 0,
            _weather.IncidentAt(now - Hour));
    }
}
