using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution.Chaos;

/// <summary>One seeded life of an executor: random cluster, random plans, bad weather, sudden deaths. The same seed is the same life.</summary>
internal sealed class ChaosRun : IDisposable
{
    private readonly Random _random;
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"proxlb-chaos-{Guid.NewGuid():n}.jsonl");
    private readonly List<JournalEntry> _written = [];
    private readonly ExecutionSimulation _simulation;
    private readonly ChaoticProvider _provider;
    private readonly ChaosWatch _watch;
    private readonly string[] _nodes;

    public ChaosRun(int seed)
    {
        _random = new Random(seed);
        _nodes = [.. Enumerable.Range(0, _random.Next(3, 8)).Select(node => $"n{node}")];
        var builder = new ClusterBuilder().Nodes(_nodes, memoryGiB: 256);
        for (var id = 1; id <= 30; id++)
        {
            builder = _random.Next(3) == 0 ? builder.HaGuest(id, Node()) : builder.Guest(id, Node());
        }

        _simulation = new ExecutionSimulation(builder.Guests(1000, 3, _nodes[0]).Build());
        var options = _simulation.Options;
        (options.MaxParallel, options.MaxIn, options.MaxOut) = (_random.Next(1, 7), _random.Next(1, 4), _random.Next(1, 4));
        (options.LockedTimeout, options.UnreachableTimeout) = (TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3));
        options.Circuit.MinimumFailures = _random.Next(2, 8);
        _simulation.Cluster.Duration = _ => TimeSpan.FromSeconds(_random.Next(1, 200));
        _watch = new ChaosWatch(_simulation.Cluster, options, _simulation.Clock);
        _provider = new ChaoticProvider(_simulation.Cluster, _random, _simulation.Clock, _watch) { Faults = _random.Next(200), Deeds = _random.Next(100) };
        _simulation.Provider = _provider;
        if (_random.Next(3) > 0)
        {
            _simulation.Balancer = new ScriptedBalancer([.. Enumerable.Repeat(Replan, 50)]);
        }
    }

    public int Kills { get; private set; }

    public IReadOnlyList<ExecutionEvent> Events => _simulation.Events;

    public int Started => _simulation.Cluster.Started.Count;

    public void Dispose() => File.Delete(_path);

    /// <summary>Lives until all is accounted for, and returns what was wrong with it.</summary>
    public IReadOnlyList<string> Live()
    {
        for (var life = 0; life < 4; life++)
        {
            RunOnce(RandomPlan($"plan{life}", _simulation.Cluster.Current, []), mayDie: true);
            _simulation.Clock.Pass(TimeSpan.FromMinutes(_random.Next(30)));
        }

        (_provider.Faults, _provider.Deeds) = (0, 0);
        _watch.Clear();
        _simulation.Balancer = null;
        RunOnce(Plans.Named("last"), mayDie: false);
        Account();
        return _watch.Violations;
    }

    private void RunOnce(MigrationPlan plan, bool mayDie)
    {
        using var file = FileJournal.Open(_path, path => new UnsyncedFile(path));
        var killing = new KillingJournal(file, _path, mayDie ? _random.Next(1, 80) : int.MaxValue, _random.Next(3), _written);
        _watch.Knowledge = file.Knowledge;
        _simulation.Journal = killing;
        _simulation.Restart();
        var run = _simulation.Begin(plan);
        if (_random.Next(8) == 0)
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
        else
        {
            Judge(plan, run.Result);
        }
    }

    /// <summary>Every step of the plan has one outcome, and what was not closed is said to be still running.</summary>
    private void Judge(MigrationPlan plan, ExecutionReport report)
    {
        var own = report.Steps.Where(step => step.Plan == plan.Id && !step.TakesBack && !step.Recovered).ToList();
        if (own.Select(step => step.Migration.Step).Distinct().Count() != own.Count)
        {
            _watch.Violations.Add($"A step of {plan.Id} is reported twice.");
        }

        if (_simulation.Balancer is null && own.Count != plan.Migrations.Count)
        {
            _watch.Violations.Add($"{own.Count} of {plan.Migrations.Count} steps of {plan.Id} are reported.");
        }

        var open = _watch.Knowledge.Open().Count;
        if (open != report.StillRunning)
        {
            _watch.Violations.Add($"{open} migrations are open in the journal, {report.StillRunning} are reported as still running.");
        }
    }

    /// <summary>Each migration that was ever started has one end in the journal, and it is the true one.</summary>
    private void Account()
    {
        var intents = _written.Where(entry => entry.Kind == JournalEntryKind.Intent).ToDictionary(entry => entry.Migration);
        var ends = _written.Where(entry => entry.Kind == JournalEntryKind.Verification).ToLookup(entry => entry.Migration);
        foreach (var intent in intents.Values.Where(intent => ends[intent.Migration].Count() != 1))
        {
            var entries = _written.Where(entry => entry.Migration == intent.Migration).Select(entry => $"{entry.At:T} {entry.Kind} {entry.Outcome?.State}");
            _watch.Violations.Add($"Migration {intent.Migration} of guest {intent.Request!.Guest} has {ends[intent.Migration].Count()} ends: {string.Join(", ", entries)}.");
        }

        foreach (var started in _simulation.Cluster.Started)
        {
            var mine = intents.Values.Where(intent => ReferenceEquals(intent.Request, started.Ticket.Request) || intent.Request!.Guest == started.Guest && Within(intent, started)).ToList();
            if (mine.Count != 1)
            {
                _watch.Violations.Add($"{started.Ticket.Task} of guest {started.Guest} belongs to {mine.Count} intents.");
            }
            else if (!_watch.Touched.Contains(started.Guest) && ends[mine[0].Migration].Select(end => end.Outcome!.State).FirstOrDefault() is { } state && !IsTrue(state, started, _watch.Aborted.Contains(started.Ticket.Task!)))
            {
                _watch.Violations.Add($"{started.Ticket.Task} of guest {started.Guest} went to {started.Destination} ({started.Error}) and is said to be {state}.");
            }
        }

        bool Within(JournalEntry intent, InMemoryMigration started) =>
            intent.At <= started.Ticket.StartedAt && !intents.Values.Any(later =>
                later.Migration > intent.Migration && later.Request!.Guest == started.Guest && later.At <= started.Ticket.StartedAt);
    }

    private static bool IsTrue(string state, InMemoryMigration started, bool aborted) =>
        (aborted && (state is MigrationStates.Cancelled or MigrationStates.Failed or MigrationStates.Moved))
        || (started.Destination == started.Ticket.Request.To && started.Error is null ? state == MigrationStates.Moved
        : started.Destination == started.Ticket.Request.From ? state == MigrationStates.Failed
        : state == MigrationStates.MovedElsewhere);

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
            else if (seen == after + 1 || (lever == 2 && seen > after))
            {
                _simulation.Control.Resume();
            }
        };
    }

    private MigrationPlan Replan(ClusterSnapshot snapshot, PlanRequest request) => RandomPlan($"replan{_random.Next()}", snapshot, request.Keep);

    private MigrationPlan RandomPlan(string id, ClusterSnapshot snapshot, IReadOnlyCollection<int> keep)
    {
        var movable = snapshot.Guests.Where(guest => guest.Id < 1000 && guest.MigratingTo is null && !keep.Contains(guest.Id)).ToArray();
        _random.Shuffle(movable);
        var steps = new List<PlannedMigration>();
        var unit = 1;
        foreach (var guest in movable.Take(_random.Next(12)))
        {
            var (away, further) = (Other(guest.Node), Node());
            var ha = guest.HaState is not null;
            var after = steps.Count > 0 && _random.Next(3) == 0 ? new[] { _random.Next(1, steps.Count + 1) } : [];
            unit += _random.Next(3) == 0 ? 0 : 1;
            steps.Add(Plans.Step(steps.Count + 1, guest.Id, guest.Node, away, unit, ha, after));
            if (_random.Next(5) == 0 && further != away)
            {
                steps[^1] = steps[^1] with { Detour = true };
                steps.Add(Plans.Step(steps.Count + 1, guest.Id, away, further, unit, ha, steps.Count));
            }
        }

        return Plans.Named(id, [.. steps]);
    }

    private string Node() => _nodes[_random.Next(_nodes.Length)];

    private string Other(string node)
    {
        var other = Node();
        return other == node ? _nodes[(Array.IndexOf(_nodes, node) + 1) % _nodes.Length] : other;
    }
}
