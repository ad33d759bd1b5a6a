using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>
/// The one place in a process that plans for a cluster and carries plans out. A schedule, a page and an API share it: each sees the same state,
/// and never do two runs overlap. Safe for calls from any thread.
/// </summary>
public sealed class ClusterOperator : IDisposable
{
    private readonly IExecutionJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly StateStore _store;
    private readonly PlanShelf _shelf;
    private readonly PlanDesk _desk;
    private readonly RunOffice _runs;
    private readonly FactsReader _facts;
    private readonly PlanGate _gate;
    private readonly MemoryKeeper _memory;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Works _works;

    /// <summary>Makes an operator.</summary>
    /// <param name="setup">What it works with.</param>
    /// <param name="journal">What outlives the process; null: kept in memory.</param>
    /// <param name="time">The clock; null: that of the system.</param>
    /// <param name="loggers">Where it logs; null: nowhere.</param>
    /// <param name="memory">What else outlives the process; null: nothing.</param>
    /// <exception cref="ArgumentException">Options are out of range; every defect is listed.</exception>
    public ClusterOperator(
        OperatorSetup setup, IExecutionJournal? journal = null, TimeProvider? time = null, ILoggerFactory? loggers = null, OperatorMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _journal = journal ?? new InMemoryJournal();
        _time = time ?? TimeProvider.System;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger<ClusterOperator>();
        _store = new StateStore(_time);
        _runs = new RunOffice(_store, memory?.Content.History ?? [], Save, _time, _logger);
        _facts = new FactsReader(_store, _journal.Knowledge, _time);
        _shelf = new PlanShelf(_time);
        _desk = new PlanDesk(_store, _shelf, _facts, _journal.Knowledge, _time, _logger);
        _gate = new PlanGate(_store, _runs, _facts, _journal.Knowledge);
        _works = WorksOf(setup);
        _memory = new MemoryKeeper(memory, _logger);
        _store.Change(OperatorEventKind.Changed, "Ready.", state => state with
        {
            NothingIsSentBecause = setup.NothingIsSentBecause,
            CircuitOpenBecause = _works.Executor.Circuit?.ToString(),
            Drained = [.. memory?.Content.Drained ?? []],
            LastRun = _runs.History.Count > 0 ? _runs.History[0] : null,
        });
    }

    /// <summary>The state of this moment.</summary>
    public OperatorState State => _store.State;

    /// <summary>What it works with at this moment.</summary>
    public OperatorSetup Setup => Volatile.Read(ref _works).Setup;

    /// <summary>What the journal knows: the past of guests, and what is in flight.</summary>
    public JournalKnowledge Knowledge => _journal.Knowledge;

    /// <summary>Runs that have ended, newest first.</summary>
    public IReadOnlyList<OperatorRun> History => _runs.History;

    /// <summary>Ends when the run in progress has ended; at once if there is none. Never fails.</summary>
    public Task Running => _runs.Running;

    /// <summary>Tells what happens from now on; the first event has the state as it is. A watcher that is slow misses events, but never the newest state.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    public IAsyncEnumerable<OperatorEvent> WatchAsync(CancellationToken cancellationToken = default) => _store.WatchAsync(cancellationToken);

    /// <summary>Reads the cluster and lays over the facts what is known beside them: maintenance, drained nodes, cooldowns.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be read.</exception>
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken = default) => _facts.ReadAsync(Setup, [], cancellationToken);

    /// <summary>Reads the cluster and plans. The plan is kept for an hour and can be applied by its id.</summary>
    /// <param name="request">What is asked for; null: what the options say.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be read.</exception>
    /// <exception cref="InvalidClusterException">The facts are unusable.</exception>
    public Task<KeptPlan> PlanAsync(PlanRequest? request = null, CancellationToken cancellationToken = default) =>
        _desk.PlanAsync(Setup, request ?? new PlanRequest(), [], cancellationToken);

    /// <summary>Plans to empty nodes. Once it is applied they are not used until they are undrained.</summary>
    /// <param name="nodes">Their names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<KeptPlan> PlanDrainAsync(IReadOnlyList<string> nodes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count, nameof(nodes));
        return PlanAsync(new PlanRequest { Drain = nodes }, cancellationToken);
    }

    /// <summary>Plans to bring guests back to a node that was emptied. Once it is applied the node is used again.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="guests">VMIDs; null: those that this host moved off it when it was last emptied and that are still elsewhere.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<KeptPlan> PlanUndrainAsync(string node, IReadOnlyList<int>? guests = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        guests ??= await DrainedFromAsync(node, cancellationToken).ConfigureAwait(false);
        var request = new PlanRequest { Goal = BalancingGoal.RulesOnly, Return = [.. guests.Select(guest => new GuestReturn(guest, node))] };
        return await _desk.PlanAsync(Setup, request, [node], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A plan that was made lately and can still be applied; null if none of that id is kept.</summary>
    /// <param name="planId">The plan's id.</param>
    public KeptPlan? FindPlan(string planId)
    {
        ArgumentNullException.ThrowIfNull(planId);
        return _shelf.Find(planId);
    }

    /// <summary>Carries a kept plan out, after a fresh look has confirmed it. Asked twice for one plan, it does it once.</summary>
    /// <param name="planId">The plan's id.</param>
    /// <param name="leaveOut">VMIDs that stay; steps that need theirs stay away too. Null: none.</param>
    /// <param name="askedBy">Who asks, for the log and the page.</param>
    /// <param name="cancellationToken">Ends the question; not the run once it has started.</param>
    /// <returns>Whether it has started, and why not; <see cref="Running"/> ends with the run.</returns>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be read.</exception>
    public Task<ApplyOutcome> ApplyAsync(
        string planId, IReadOnlyCollection<int>? leaveOut = null, string askedBy = "user", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(planId);
        ArgumentNullException.ThrowIfNull(askedBy);
        return StartAsync(planId, _shelf.Find(planId), leaveOut ?? [], askedBy, cancellationToken);
    }

    /// <summary>Carries out this very plan, after a fresh look has confirmed it: for a caller that has checked it before. Asked twice for one plan, it does it once.</summary>
    /// <param name="plan">The plan, as <see cref="FindPlan"/> gave it.</param>
    /// <param name="leaveOut">VMIDs that stay; steps that need theirs stay away too. Null: none.</param>
    /// <param name="askedBy">Who asks, for the log and the page.</param>
    /// <param name="cancellationToken">Ends the question; not the run once it has started.</param>
    /// <returns>Whether it has started, and why not; <see cref="Running"/> ends with the run.</returns>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be read.</exception>
    public Task<ApplyOutcome> ApplyAsync(
        KeptPlan plan, IReadOnlyCollection<int>? leaveOut = null, string askedBy = "user", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(askedBy);
        return StartAsync(plan.Id, plan, leaveOut ?? [], askedBy, cancellationToken);
    }

    /// <summary>What became of a plan that is not kept: it is being carried out, it was carried out before, or it is not known and why. Starts nothing.</summary>
    /// <param name="planId">The plan's id.</param>
    public ApplyOutcome OutcomeOf(string planId)
    {
        ArgumentNullException.ThrowIfNull(planId);
        return _gate.Hindrance(planId, null, Setup)!;
    }

    /// <summary>Starts nothing new, neither migrations nor runs, until <see cref="Resume"/>; what runs goes on.</summary>
    /// <param name="askedBy">Who asks.</param>
    public void Pause(string askedBy = "user") => Tell(askedBy, "pause", control => control?.Pause(), state => state with { Paused = true });

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    /// <param name="askedBy">Who asks.</param>
    public void Resume(string askedBy = "user") => Tell(askedBy, "resume", control => control?.Resume(), state => state with { Paused = false });

    /// <summary>Ends the run in progress once what is in flight has ended; without a run nothing happens.</summary>
    /// <param name="askedBy">Who asks.</param>
    public void Stop(string askedBy = "user") => Tell(askedBy, "stop the run", control => control?.Stop(), Stopping);

    /// <summary>Asks the cluster to abort what is in flight, and ends the run; without a run nothing happens.</summary>
    /// <param name="askedBy">Who asks.</param>
    public void Cancel(string askedBy = "user") => Tell(askedBy, "cancel the run", control => control?.Cancel(), Stopping);

    /// <summary>Closes the circuit before its time: for a user who has found the cause of the failures.</summary>
    /// <param name="askedBy">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The journal could not be written; the circuit stays open.</exception>
    public async Task CloseCircuitAsync(string askedBy = "user", CancellationToken cancellationToken = default)
    {
        await Volatile.Read(ref _works).Executor.CloseCircuitAsync(cancellationToken).ConfigureAwait(false);
        Tell(askedBy, "close the circuit", _ => { }, state => state with { CircuitOpenBecause = null });
    }

    /// <summary>Works with another setup from now on. Waits until the run in progress has ended.</summary>
    /// <param name="setup">The new setup.</param>
    /// <param name="cancellationToken">Ends the wait; the old setup stays.</param>
    /// <returns>The old setup, which only a plan that is being made may still use.</returns>
    /// <exception cref="ArgumentException">Options are out of range; the old setup stays.</exception>
    public async Task<OperatorSetup> UseAsync(OperatorSetup setup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _ = WorksOf(setup); // its options are checked before anybody waits
        while (true)
        {
            // Whoever asks for a start meanwhile is told that a run is in progress, and does not wait for its end.
            await Running.WaitAsync(cancellationToken).ConfigureAwait(false);
            await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (Running.IsCompleted)
                {
                    // Made only now: the run that was waited for may have opened the circuit.
                    var old = Interlocked.Exchange(ref _works, WorksOf(setup)).Setup;
                    _store.Change(OperatorEventKind.Changed, "The configuration was read again.", state => state with { NothingIsSentBecause = setup.NothingIsSentBecause });
                    return old;
                }
            }
            finally
            {
                _starting.Release();
            }
        }
    }

    /// <summary>Starts no run any more and finishes what is in flight.</summary>
    /// <param name="cancellationToken">Ends the wait: what is in flight is left to the cluster, and the next process takes it up.</param>
    public async Task ShutDownAsync(CancellationToken cancellationToken = default)
    {
        _store.Change(OperatorEventKind.Changed, "Shutting down.", state => state with { ShuttingDown = true, NextRunAt = null });
        _runs.Control?.Stop();
        try
        {
            // A start that is under way sees the state or is seen here.
            await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
            _starting.Release();
        }
        catch (OperationCanceledException)
        {
            // It still looks at the cluster, and will see the state.
        }

        await _runs.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runs.Dispose();
        _desk.Dispose();
        _starting.Dispose();
    }

    internal Task<ActingDecision> AskWhetherToActAsync(CancellationToken cancellationToken) => _gate.AskWhetherToActAsync(Setup, cancellationToken);

    internal void Schedule(DateTimeOffset? next)
    {
        if (State.NextRunAt != next)
        {
            _store.Change(OperatorEventKind.Changed, next is null ? "No run is due." : $"The next run is due at {next:u}.", state => state with { NextRunAt = next });
        }
    }

    private static OperatorState Stopping(OperatorState state) =>
        state.Run is { } run ? state with { Run = run with { Stopping = true } } : state;

    private async Task<IReadOnlyList<int>> DrainedFromAsync(string node, CancellationToken cancellationToken)
    {
        var facts = await _facts.ReadAsync(Setup, [node], cancellationToken).ConfigureAwait(false);
        return [.. facts.Guests.Where(guest => !Same(guest.Node, node)).Select(guest => guest.Id).Intersect(Knowledge.DrainedFrom(node)).Order()];
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private void Tell(string askedBy, string action, Action<ExecutionControl?> act, Func<OperatorState, OperatorState> change)
    {
        ArgumentNullException.ThrowIfNull(askedBy);
        OperatorLog.Asked(_logger, askedBy, action);
        _store.Change(OperatorEventKind.Changed, $"{askedBy}: {action}.", change);
        act(_runs.Control);
    }

    private async Task<ApplyOutcome> StartAsync(
        string planId, KeptPlan? plan, IReadOnlyCollection<int> leaveOut, string askedBy, CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await TryStartAsync(planId, plan, leaveOut, askedBy, cancellationToken).ConfigureAwait(false);
            if (outcome.Result is not (ApplyResult.Started or ApplyResult.NothingToDo))
            {
                OperatorLog.Refused(_logger, planId, askedBy, outcome.Reason);
            }

            return outcome;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<ApplyOutcome> TryStartAsync(
        string planId, KeptPlan? plan, IReadOnlyCollection<int> leaveOut, string askedBy, CancellationToken cancellationToken)
    {
        var works = Volatile.Read(ref _works);
        var (refusal, approved) = await _gate.PassAsync(planId, plan, leaveOut, works.Setup, cancellationToken).ConfigureAwait(false);
        if (approved is null)
        {
            return refusal!;
        }

        Use(approved);
        if (!_gate.HasWork(approved))
        {
            return new(ApplyResult.NothingToDo, "The plan has no migrations.");
        }

        var execution = new ExecutionRequest
        {
            Balancer = works.Setup.Balancer,
            PlanRequest = approved.Request,
            RuleDigest = HaRuleDigest.Of(approved.Facts.Ha),
        };
        return new(ApplyResult.Started, $"Plan {planId} is being carried out.", _runs.Begin(approved.Plan, execution, askedBy, works.Executor));
    }

    /// <summary>What a plan says about nodes holds from the moment that it is carried out.</summary>
    private void Use(KeptPlan plan)
    {
        var drained = DrainedNodes.Without(DrainedNodes.With(State.Drained, plan.Request.Drain), plan.Undrains);
        if (!drained.SequenceEqual(State.Drained))
        {
            _store.Change(OperatorEventKind.Changed, drained.IsEmpty ? "No node is drained." : $"Drained: {string.Join(", ", drained)}.", state => state with { Drained = drained });
            Save();
        }
    }

    private void Save() => _memory.Save(() => new OperatorMemoryContent { Drained = State.Drained, History = History });

    private Works WorksOf(OperatorSetup setup) =>
        new(setup, new PlanExecutor(_facts.Amending(setup), setup.Execution, _journal, _time, _loggers.CreateLogger<PlanExecutor>(), setup.Scheduler));

    private sealed record Works(OperatorSetup Setup, PlanExecutor Executor);
}
