using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Windows;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>Plans and applies on a schedule, for as long as the process lives. Whatever goes wrong is logged and tried again later.</summary>
public sealed class RunLoop : IDisposable
{
    /// <summary>Who asks for the runs of the schedule.</summary>
    public const string AskedBy = "schedule";

    private const int MostFreshPlans = 3;
    private static readonly string Drain = GoalNames.Of(BalancingGoal.Drain);
    private static readonly TimeSpan LongestJitter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly ClusterOperator _operator;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Random _random;
    private RunLoopOptions _options;
    private CancellationTokenSource _wake = new();
    private long _waitingUntil;
    private int _failures;
    private bool _standby;

    /// <summary>Makes a loop.</summary>
    /// <param name="operator">What plans and applies.</param>
    /// <param name="options">When; null: the defaults.</param>
    /// <param name="time">The clock; null: that of the system.</param>
    /// <param name="logger">The log; null: none.</param>
    /// <param name="random">For jitter; null: a generator of its own.</param>
    public RunLoop(
        ClusterOperator @operator, RunLoopOptions? options = null, TimeProvider? time = null, ILogger<RunLoop>? logger = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(@operator);
        _operator = @operator;
        _options = options ?? new RunLoopOptions();
        _time = time ?? TimeProvider.System;
        _logger = (ILogger?)logger ?? NullLogger.Instance;
        _random = random ?? new Random(Environment.ProcessId);
    }

    /// <summary>Until when it waits at this moment; null: it is at work.</summary>
    internal DateTimeOffset? WaitingUntil
    {
        get => Interlocked.Read(ref _waitingUntil) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        private set => Interlocked.Exchange(ref _waitingUntil, value?.UtcTicks ?? 0);
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Uses another schedule from now on; a run that is due later than a new interval from now is brought forward.</summary>
    /// <param name="options">The schedule.</param>
    public void Use(RunLoopOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Volatile.Write(ref _options, options);
        Volatile.Read(ref _wake).Cancel();
    }

    /// <summary>Runs until it is cancelled; a run that is in progress then is left to whoever shuts the operator down.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var due = Now + _options.StartDelay;
        // The last run has seen all changes up to here; one that came while it was at work is due at once.
        var seen = due;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                due = await WaitUntilAsync(due, seen, cancellationToken).ConfigureAwait(false);
                await WaitWhilePausedAsync(cancellationToken).ConfigureAwait(false);
                WaitingUntil = null;
                seen = Now;
                var next = await RunOnceAsync(cancellationToken).ConfigureAwait(false);
                due = seen < due ? Sooner(due, next) : next;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    /// <summary>Plans and applies.</summary>
    /// <returns>When the next run is due.</returns>
    private async Task<DateTimeOffset> RunOnceAsync(CancellationToken cancellationToken)
    {
        var started = Now;
        try
        {
            if (await StandbyAsync(cancellationToken).ConfigureAwait(false))
            {
                return Now + _options.StandbyInterval;
            }

            if (SettledAt() is { } settled && settled > Now)
            {
                return settled;
            }

            var next = await PlanAndApplyAsync(started, cancellationToken).ConfigureAwait(false);
            _failures = 0;
            return next;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Nothing that fails may end the process; the next try may succeed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var retry = Retry();
            OperatorLog.RunOnceFailed(_logger, retry, exception);
            return Now + retry;
        }
    }

    private async Task<DateTimeOffset> PlanAndApplyAsync(DateTimeOffset started, CancellationToken cancellationToken)
    {
        for (var fresh = 1; ; fresh++)
        {
            var plan = await _operator.PlanAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var idle = plan.Plan.Migrations.Count == 0 && _operator.Knowledge.Open().Count == 0;
            if (idle || _operator.Setup.NothingIsSentBecause is not null)
            {
                return Next(started);
            }

            var windows = new ExecutionWindows(_operator.Setup.Execution.Windows);
            var empties = plan.Plan.Migrations.Any(migration => migration.Cause == MigrationCause.Drain);
            DateTimeOffset? opening = null;
            if (!windows.IsOpen(Now, plan.Plan.Goal))
            {
                opening = windows.NextOpening(Now, plan.Plan.Goal);
                OperatorLog.WindowClosed(_logger, plan.Id);
                if (!empties || !windows.IsOpen(Now, Drain))
                {
                    return Sooner(Next(started), opening);
                }

                // Nodes in maintenance do not wait for a window. They are no drain of the request: that would outlast the maintenance.
                plan = await _operator.PlanAsync(new PlanRequest { Goal = BalancingGoal.Drain }, cancellationToken).ConfigureAwait(false);
            }

            var outcome = await _operator.ApplyAsync(plan.Id, askedBy: AskedBy, cancellationToken: cancellationToken).ConfigureAwait(false);
            switch (outcome.Result)
            {
                case ApplyResult.FactsChanged when fresh < MostFreshPlans:
                    continue;
                case ApplyResult.FactsChanged:
                    return Now + _options.FirstRetry;
                case ApplyResult.Busy or ApplyResult.AlreadyRunning:
                    await _operator.Running.WaitAsync(cancellationToken).ConfigureAwait(false);
                    return Now;
                case ApplyResult.Started:
                    await _operator.Running.WaitAsync(cancellationToken).ConfigureAwait(false);
                    return Sooner(AfterRun(started, plan.Plan.Goal, windows, empties), opening);
                default:
                    return Sooner(Next(started), opening);
            }
        }
    }

    private DateTimeOffset AfterRun(DateTimeOffset started, string goal, ExecutionWindows windows, bool empties) => _operator.State.LastRun switch
    {
        { End: ExecutionEnd.WindowClosed } when empties && windows.IsOpen(Now, Drain) => Now,
        { End: ExecutionEnd.WindowClosed } => Sooner(Next(started), windows.NextOpening(Now, goal)),
        { End: ExecutionEnd.Unreachable } or { Error: not null } => Now + _options.LongestRetry,
        { End: ExecutionEnd.CircuitOpen } => Later(Next(started), Now + _operator.Setup.Execution.Circuit.OpenFor),
        _ => Next(started),
    };

    private async Task<bool> StandbyAsync(CancellationToken cancellationToken)
    {
        var decision = await _operator.AskWhetherToActAsync(cancellationToken).ConfigureAwait(false);
        if (_standby == decision.Allowed)
        {
            OperatorLog.Standby(_logger, decision.Allowed ? "This host runs the schedule now." : decision.Reason ?? "This host may not act.");
        }

        _standby = !decision.Allowed;
        return _standby;
    }

    private DateTimeOffset? SettledAt() => GuestDamping.SettledAt(_operator.Knowledge, _operator.Setup.Execution.Damping);

    /// <summary>An interval after the start, but not before now; random puts it off a little.</summary>
    private DateTimeOffset Next(DateTimeOffset started)
    {
        var options = Volatile.Read(ref _options);
        var jitter = Math.Min(options.Interval.Ticks * options.Jitter, LongestJitter.Ticks);
#pragma warning disable CA5394 // Nobody gains from guessing it.
        return Later(started + options.Interval, Now) + TimeSpan.FromTicks((long)(jitter * _random.NextDouble()));
#pragma warning restore CA5394
    }

    private TimeSpan Retry()
    {
        var options = Volatile.Read(ref _options);
        var factor = 1L << Math.Min(_failures++, 20);
        return TimeSpan.FromTicks(Math.Min(options.FirstRetry.Ticks * factor, Math.Min(options.LongestRetry.Ticks, options.Interval.Ticks)));
    }

    /// <summary>Waits until a run is due, or until facts change after those that were seen.</summary>
    /// <returns>When the run of the schedule is due: a new schedule may have brought it forward.</returns>
    private async Task<DateTimeOffset> WaitUntilAsync(DateTimeOffset due, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        while (Sooner(due, ChangeAfter(seen)) is var end && end - Now is { Ticks: > 0 } left)
        {
            _operator.Schedule(end);
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Volatile.Read(ref _wake).Token);
            var wait = left < LongestDelay ? left : LongestDelay;
            try
            {
                var delay = Task.Delay(wait, _time, woken.Token);
                WaitingUntil = Now + wait;
                await delay.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The old one may be in use by whoever wakes; it holds nothing that has to be given back.
                Volatile.Write(ref _wake, new CancellationTokenSource());
                due = Sooner(due, Now + Volatile.Read(ref _options).Interval);
            }
        }

        return due;
    }

    /// <summary>A change that does not lie after the moment would be run into without end.</summary>
    private DateTimeOffset? ChangeAfter(DateTimeOffset seen) =>
        Volatile.Read(ref _options).NextChange?.Invoke(seen) is { } change && change > seen ? change : null;

    private async Task WaitWhilePausedAsync(CancellationToken cancellationToken)
    {
        if (_operator.State.Paused)
        {
            WaitingUntil = DateTimeOffset.MaxValue;
            await foreach (var happened in _operator.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!happened.State.Paused)
                {
                    return;
                }
            }
        }
    }

    private static DateTimeOffset Sooner(DateTimeOffset left, DateTimeOffset? right) => right < left ? right.Value : left;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
