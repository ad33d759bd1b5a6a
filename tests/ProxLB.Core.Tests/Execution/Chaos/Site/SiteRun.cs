using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.Proxmox;
using ProxLB.Proxmox.Api;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.Http;
using ProxLB.SimulatedCluster.World;
using WorldClock = ProxLB.SimulatedCluster.Simulation;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>One seeded life of the executor over the real adapter and the simulated cluster. The same seed is the same life.</summary>
internal sealed class SiteRun : IDisposable
{
    private readonly Random _random;
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"proxlb-site-{Guid.NewGuid():n}.jsonl");
    private readonly List<JournalEntry> _written = [];
    private readonly ExecutionSimulation _simulation;
    private readonly WorldClock _world;
    private readonly ApiDispatcher _api;
    private readonly SiteWeather _weather;
    private readonly SiteDeeds _deeds;
    private readonly SiteRules _rules;
    private readonly SiteRecorder _recorder;
    private readonly RandomBalancer _balancer;
    private readonly ProxmoxOptions _options;
    private readonly int _faults;
    private readonly int _acts;

    public SiteRun(int seed)
    {
        _random = new Random(seed);
        var facts = Cluster(seed);
        _simulation = new ExecutionSimulation(facts) { MostTimers = 50_000 };
        var settings = new WorldSettings { Start = _simulation.Clock.GetUtcNow(), Seed = seed, MigrationBytesPerSecond = _random.Next(20, 400) * 1_000_000L };
        var world = WorldBuilder.Build(facts, settings);
        var token = DefaultAccess.Apply(world).Split('!', '=');
        var tickets = new TicketIssuer(world, TimeSpan.FromHours(2));
        (_world, _api) = (new WorldClock(world, _simulation.Clock), new ApiDispatcher(world, new Authenticator(world, tickets), tickets));
        Tune(_simulation.Options);
        _rules = new SiteRules(facts);
        _recorder = new SiteRecorder(_rules, _simulation.Options);
        (_weather, _deeds) = (new SiteWeather(_random), new SiteDeeds(_world, _random));
        _weather.Act = _deeds.Act;
        (_faults, _acts) = (_random.Next(30), _random.Next(25));
        _balancer = new RandomBalancer(_random, _simulation.Clock, _recorder);
        _options = new ProxmoxOptions { Hosts = [.. world.Nodes.Keys], User = token[0], TokenId = token[1], TokenSecret = token[2], JitterSeed = seed };
        // Half an hour of samples of each guest in every capture would be most of a life's work, and decides nothing here.
        _options.Measure.Window = seed % 50 == 0 ? TimeSpan.FromMinutes(5) : TimeSpan.Zero;
    }

    public int Kills { get; private set; }

    public int Started => _recorder.Started;

    public int Unseen => _recorder.Unseen;

    public IReadOnlyList<ExecutionEvent> Events => _simulation.Events;

    public void Dispose() => File.Delete(_path);

    /// <summary>Lives until all is accounted for, and returns what was wrong with it.</summary>
    public IReadOnlyList<string> Live()
    {
        for (var (life, lives) = (0, _random.Next(1, 4)); life < lives; life++)
        {
            (_weather.FaultsPerMille, _weather.DeedsPerMille) = (_faults, _acts);
            RunOnce(mayDie: true, mayPlan: true);
            _simulation.Clock.Pass(TimeSpan.FromMinutes(_random.Next(20)));
        }

        _weather.Clear();
        _deeds.Clear();
        _simulation.Clock.Pass(TimeSpan.FromMinutes(30));
        RunOnce(mayDie: false, mayPlan: false);
        Account();
        return _recorder.Violations;
    }

    private ClusterSnapshot Cluster(int seed)
    {
        var version = _random.Next(4) == 0 ? ClusterVersion.Parse("8.4") : ClusterVersion.Default;
        var facts = ClusterGenerator.Generate(new GeneratorOptions
        {
            Nodes = _random.Next(3, 7),
            Guests = _random.Next(8, 17),
            Seed = seed,
            HaShare = _random.Next(3) * 0.2,
            MemoryFill = 0.4 + (0.1 * _random.Next(5)),
            Version = version,
        });
        var free = facts.Guests.Where(guest => guest.HaState is null && guest.Tags.Count == 0).Select(guest => guest.Id).ToArray();
        _random.Shuffle(free);
        return facts with
        {
            Guests = [.. facts.Guests.Select(guest => Array.IndexOf(free, guest.Id) is >= 0 and < 6 and var place ? guest with { Tags = [$"plb_anti_affinity_g{place / 3}"] } : guest)],
        };
    }

    private void Tune(ExecutionOptions options)
    {
        (options.MaxParallel, options.MaxIn, options.MaxOut) = (_random.Next(1, 6), _random.Next(1, 4), _random.Next(1, 4));
        (options.LockedTimeout, options.UnreachableTimeout, options.FollowTimeout) = (TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(20));
        (options.PollInterval, options.RefreshInterval) = (TimeSpan.FromSeconds(_random.Next(5, 30)), TimeSpan.FromMinutes(_random.Next(1, 5)));
        options.Circuit.MinimumFailures = _random.Next(2, 6);
        options.Circuit.OpenFor = TimeSpan.FromMinutes(5);
    }

    private void RunOnce(bool mayDie, bool mayPlan)
    {
        using var file = FileJournal.Open(_path, path => new UnsyncedFile(path));
        var killing = new KillingJournal(file, _path, mayDie ? _random.Next(1, 40) : int.MaxValue, _random.Next(3), _written);
        _recorder.Knowledge = file.Knowledge;
        _simulation.Journal = killing;
        _simulation.Restart();
        using var adapter = new ProxmoxClusterProvider(_options, _simulation.Clock, NullLoggerFactory.Instance, new Network(host => new SiteHandler(host.Host, _world, _api, _weather, _recorder), TimeProvider.System));
        var provider = new SiteProvider(adapter, _recorder);
        _simulation.Provider = provider;
        if (Choose(provider, mayPlan) is not { } plan)
        {
            return;
        }

        var run = _simulation.Begin(plan);

        if (mayDie && _random.Next(8) == 0)
        {
            _simulation.OnEvent = Lever();
        }

        _simulation.Pump(() => run.IsCompleted || killing.HasKilled);
        _simulation.OnEvent = _ => { };
        if (killing.HasKilled)
        {
            Kills++;
            _simulation.Kill();
        }
        else if (run.IsFaulted)
        {
            Assert.IsType<ClusterUnreachableException>(run.Exception!.InnerException);
        }
        else if (file.Knowledge.Open().Count != run.Result.StillRunning)
        {
            _recorder.Violations.Add($"{file.Knowledge.Open().Count} migrations are open in the journal, {run.Result.StillRunning} are reported as still running.");
        }
    }

    /// <summary>What is to be carried out; null if the cluster cannot be reached.</summary>
    private MigrationPlan? Choose(SiteProvider provider, bool mayPlan)
    {
        _simulation.Balancer = mayPlan ? _balancer : null;
        if (!mayPlan)
        {
            return Plans.Named("last");
        }

        try
        {
            var facts = _simulation.Finish(provider.CaptureAsync(CancellationToken.None));
            _rules.Drained = _random.Next(4) == 0 ? facts.Nodes[_random.Next(facts.Nodes.Count)].Name : null;
            _simulation.PlanRequest = new PlanRequest { Drain = _rules.Drained is null ? [] : [_rules.Drained] };
            return _balancer.Plan(facts, _simulation.PlanRequest);
        }
        catch (ClusterUnreachableException)
        {
            return null;
        }
    }

    private Action<ExecutionEvent> Lever()
    {
        var (after, lever) = (_random.Next(1, 30), _random.Next(3));
        var seen = 0;
        return _ =>
        {
            seen++;
            if (seen == after)
            {
                Action pull = lever switch { 0 => _simulation.Control.Stop, 1 => _simulation.Control.Cancel, _ => _simulation.Control.Pause };
                pull();
            }
            else if (seen > after)
            {
                _simulation.Control.Resume();
            }
        };
    }

    /// <summary>
    /// Each migration that was announced has one end, and one that was started and left alone by others has the true one. A guest that writes faster than the
    /// line is never ends its migration: that one stays open, and the last run has said that it is still running.
    /// </summary>
    private void Account()
    {
        var ends = _written.Where(entry => entry.Kind == JournalEntryKind.Verification).ToLookup(entry => entry.Migration);
        var underWay = _world.Read(now => now.Migrations.UnderWay.Select(job => job.Guest).ToHashSet());
        foreach (var intent in _written.Where(entry => entry.Kind == JournalEntryKind.Intent && ends[entry.Migration].Count() != 1))
        {
            // What outlives FollowTimeout stays open in the journal, for the next run to take up.
            if (!ends.Contains(intent.Migration) && underWay.Contains(intent.Request!.Guest))
            {
                continue;
            }

            _recorder.Violations.Add($"Migration {intent.Migration} of guest {intent.Request!.Guest} has {ends[intent.Migration].Count()} ends.");
        }

        foreach (var (migration, (guest, to)) in _recorder.Accounts)
        {
            var state = ends[migration].FirstOrDefault()?.Outcome?.State;
            if (state == MigrationStates.NotStarted)
            {
                _recorder.Violations.Add($"Migration {migration} of guest {guest} to {to} was started and is said to be {state}.");
            }
        }
    }
}
