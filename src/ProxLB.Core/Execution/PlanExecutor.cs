using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Execution.Running;
using ProxLB.Core.Execution.Windows;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution;

/// <summary>Carries plans out: as many migrations at a time as the limits allow, each checked before, followed and verified.</summary>
/// <remarks>One executor carries out one plan at a time.</remarks>
public sealed class PlanExecutor
{
    private readonly IClusterProvider _provider;
    private readonly ExecutionOptions _options;
    private readonly IExecutionJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CircuitBreaker _circuit;
    private readonly ExecutionWindows _windows;
    private readonly TaskScheduler _scheduler;
    private readonly TaskScheduler _workers;
    private int _busy;

    /// <summary>Makes an executor.</summary>
    /// <param name="provider">The cluster.</param>
    /// <param name="options">Limits and patience; null: the defaults.</param>
    /// <param name="journal">What outlives the process; null: kept in memory.</param>
    /// <param name="time">The clock; null: that of the system.</param>
    /// <param name="logger">The log; null: none.</param>
    /// <param name="scheduler">Where runs are carried out, one piece of work at a time; null: on the thread pool. A test with a clock of its own gives one
    /// that this clock can see to be idle, such as <c>ManualTimeProvider.Scheduler</c>, so that no time-out overtakes the work.</param>
    /// <exception cref="ArgumentException">Options are out of range; every defect is listed.</exception>
    public PlanExecutor(
        IClusterProvider provider,
        ExecutionOptions? options = null,
        IExecutionJournal? journal = null,
        TimeProvider? time = null,
        ILogger<PlanExecutor>? logger = null,
        TaskScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        _options = options ?? new ExecutionOptions();
        ExecutionOptionsValidator.Validate(_options);
        _time = time ?? TimeProvider.System;
        _provider = provider;
        _journal = journal ?? new InMemoryJournal();
        _logger = (ILogger?)logger ?? NullLogger.Instance;
        _circuit = new CircuitBreaker(_options.Circuit, _time, _journal.Knowledge.Circuit);
        _windows = new ExecutionWindows(_options.Windows);
        _scheduler = scheduler ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        _workers = scheduler ?? TaskScheduler.Default;
    }

    /// <summary>What the journal knows: histories of guests for cooldowns, and what is in flight.</summary>
    public JournalKnowledge Knowledge => _journal.Knowledge;

    /// <summary>Why and until when nothing is started, because too many migrations failed; null if migrations may be started. It outlives the process if the journal does.</summary>
    public CircuitState? Circuit => _circuit.Open is { Lasts: true } open && open.Until > _time.GetUtcNow() ? open : null;

    /// <summary>Closes the circuit before its time: for a user who has found the cause of the failures.</summary>
    /// <exception cref="IOException">The journal could not be written; the circuit stays open.</exception>
    public async Task CloseCircuitAsync(CancellationToken cancellationToken = default)
    {
        if (_journal.Knowledge.Circuit is not null)
        {
            await _journal.AppendAsync(new JournalEntry { Kind = JournalEntryKind.CircuitClosed, At = _time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        }

        _circuit.Close();
    }

    /// <summary>Carries out a plan, and before it takes up what an earlier run left in flight.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">What it is given beside the plan; null: nothing.</param>
    /// <param name="cancellationToken">Ends at once and leaves alone what runs; the next run takes it up. To end in good order use <see cref="ExecutionControl"/>.</param>
    /// <exception cref="ArgumentException">The plan's steps do not fit together.</exception>
    /// <exception cref="InvalidOperationException">This executor is carrying out a plan already.</exception>
    /// <exception cref="ClusterUnreachableException">The cluster could not be read at the start; nothing was done.</exception>
    public Task<ExecutionReport> ExecuteAsync(
        MigrationPlan plan, ExecutionRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PlanValidator.Validate(plan);
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            throw new InvalidOperationException("This executor is carrying out a plan already; wait for its end or stop it.");
        }

        return Task.Factory.StartNew(
            () => RunAsync(plan, request ?? new ExecutionRequest(), cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            _scheduler).Unwrap();
    }

    private async Task<ExecutionReport> RunAsync(MigrationPlan plan, ExecutionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // What an earlier run left in flight is taken up even if the circuit lets nothing start.
            _circuit.CloseIfOver();
            using var activity = ExecutionTelemetry.Start(plan);
            var run = new ExecutionRun(ContextFor(plan, request, activity));
            return await run.RunAsync(plan, cancellationToken).ConfigureAwait(true);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private RunContext ContextFor(MigrationPlan plan, ExecutionRequest request, Activity? activity)
    {
        var bounded = new BoundedClusterProvider(_provider, _options.CallTimeout, _time);
        return new RunContext
        {
            Provider = _options.DryRun ? new DryRunClusterProvider(bounded, _time) : bounded,
            Options = _options,
            Request = request,
            Control = request.Control ?? new ExecutionControl(),
            Time = _time,
            Circuit = _options.DryRun ? new CircuitBreaker(_options.Circuit, _time, open: null) : _circuit,
            Windows = _windows,
            Journal = _options.DryRun ? new InMemoryJournal() : _journal,
            Knowledge = _journal.Knowledge,
            Workers = _workers,
            Logger = _logger,
            Facts = new Facts(),
            Progress = new RunProgress(request.Progress, _time, _logger),
            Activity = activity,
            Goal = plan.Goal,
        };
    }
}
