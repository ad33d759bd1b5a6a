using System.Runtime.ExceptionServices;
using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>One execution of a plan. All of it runs on one exclusive scheduler: between two awaits nobody else changes its state.</summary>
internal sealed class ExecutionRun
{
    private readonly RunContext _context;
    private readonly RunJournal _journal;
    private readonly StepGraph _graph = new();
    private readonly StepQueue _queue;
    private readonly BusyGuests _busy = new();
    private readonly PlanFacts _planFacts = new();
    private readonly StepRunner _runner;
    private readonly Replanner _replanner;
    private readonly FactsRefresher _refresher;
    private readonly AsyncPulse _pulse = new();
    private readonly StepLedger _ledger;
    private readonly StepPatience _patience;
    private readonly RunEnding _ending = new();
    private ExceptionDispatchInfo? _fault;
    private int _running;
    private bool _wasPaused;
    private bool _settled;
    private DateTimeOffset? _heldUpSince;

    public ExecutionRun(RunContext context)
    {
        _context = context;
        _journal = new RunJournal(context);
        _queue = new StepQueue(context.Options);
        _runner = new StepRunner(context, _journal, _planFacts, _busy, MayStart);
        _ledger = new StepLedger(context, _graph, _queue);
        _replanner = new Replanner(context, _planFacts, _busy);
        _refresher = new FactsRefresher(context, _queue, _busy);
        _patience = new StepPatience(context);
    }

    public async Task<ExecutionReport> RunAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        var started = _context.Now;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waking = ending.Token.UnsafeRegister(static pulse => ((AsyncPulse)pulse!).Set(), _pulse);
        _context.Control.Watch(_pulse.Set);
        _context.Progress.Plan = plan.Id;
        _context.Goal = plan.Goal;
        Task refreshing = Task.CompletedTask;
        try
        {
            await _refresher.ReadAsync(ending.Token).ConfigureAwait(true);
            _planFacts.Set(_context.Facts.Snapshot!);
            _context.RuleDigest = _context.Request.RuleDigest ?? HaRuleDigest.Of(_context.Facts.Snapshot!.Ha);
            Recover(ending.Token);
            await _journal.PlanAsync(plan, ending.Token).ConfigureAwait(true);
            Add(plan);
            _context.Progress.Tell(ExecutionEventKind.PlanStarted, $"Plan {plan.Id}: {plan.Migrations.Count} migrations.");
            ConfirmPlan(plan);
            refreshing = _refresher.KeepReadingAsync(() => _graph.Unstarted > 0, _pulse.Set, ending.Token);
            await GoOnAsync(ending.Token).ConfigureAwait(true);
        }
        finally
        {
            _context.Control.Watch(null);
#pragma warning disable CA1849, MA0042 // Its callbacks belong on this scheduler.
            ending.Cancel();
#pragma warning restore CA1849, MA0042
            await refreshing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            while (_running > 0)
            {
                await _pulse.WaitAsync().ConfigureAwait(true);
            }
        }

        _context.Progress.Tell(ExecutionEventKind.PlanEnded, _ending.Reason);
        return new ExecutionReport
        {
            Plan = plan.Id,
            End = _ending.End ?? ExecutionEnd.Completed,
            Reason = _ending.Reason,
            Steps = _ledger.Executed,
            Warnings = _context.Progress.Warnings,
            Replans = _replanner.Count,
            StartedAt = started,
            EndedAt = _context.Now,
        };
    }

    /// <summary>A fresh look before the first step: the plan may be older than the facts.</summary>
    private void ConfirmPlan(MigrationPlan plan)
    {
        if (plan.Migrations.Count > 0 && !_context.Options.DryRun
            && _context.Request.Balancer?.Objection(_busy.Mark(_context.Facts.Snapshot!), plan.Migrations, _context.Request.PlanRequest) is { } objection)
        {
            var reason = $"The cluster is no longer as the plan was made for: {objection}";
            _context.Warn(reason);
            _replanner.Want();
            if (!_replanner.IsWanted)
            {
                End(ExecutionEnd.Refused, reason, _graph.Dispensable());
            }
        }
    }

    private async Task GoOnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _journal.CircuitAsync(CancellationToken.None).ConfigureAwait(true);
            _fault?.Throw();
            cancellationToken.ThrowIfCancellationRequested();
            Govern();
            if (_replanner.IsDue(_graph.Unstarted, _graph.Open) && !_graph.MayTakeBack && _ending.End is null)
            {
                if (await _replanner.PlanAsync(_ledger.Moved, cancellationToken).ConfigureAwait(true) is { } plan)
                {
                    _ledger.ForgetReplaced();
                    await _journal.PlanAsync(plan, cancellationToken).ConfigureAwait(true);
                    Add(plan);
                }
                else
                {
                    var (end, reason) = _replanner.WhyNone;
                    _ledger.DropReplaced(reason);
                    if (end is { } ended)
                    {
                        End(ended, reason, _graph.Dispensable());
                    }
                }

                continue;
            }

            if (_graph.Open == 0)
            {
                return;
            }

            StartReady(cancellationToken);
            if (LeaveWhatOthersHoldUp())
            {
                continue;
            }

            await _pulse.WaitAsync().ConfigureAwait(true);
        }
    }

    /// <summary>Ends what may not go on: by the user's wish, by an open circuit, by a closed window, or for a new plan.</summary>
    private void Govern()
    {
        if (_ending.IsOpen && _context.Circuit.Open is { } open)
        {
            End(ExecutionEnd.CircuitOpen, open.Lasts ? $"{open} Find out why they failed; then wait until then, or close the circuit." : open.Reason, _graph.AllUnstarted());
        }
        else if (_ending.IsOpen && _context.Control.Stopped)
        {
            End(ExecutionEnd.Stopped, _context.Control.Cancelled ? "The user cancelled it." : "The user stopped it.", _graph.AllUnstarted());
        }
        else if (_ending.End is null && _graph.Unstarted > 0 && !_context.Windows.IsOpen(_context.Now, _context.Goal))
        {
            End(ExecutionEnd.WindowClosed, "The time window for migrations has closed.", _graph.Dispensable());
        }
        else if (_replanner.IsWanted)
        {
            _ledger.Drop(_graph.Dispensable(), MigrationStates.Replaced, "The facts have changed; a new plan replaces it.");
        }

        if (_ending.End is not null)
        {
            // A step that was being checked when the run was ended comes back unstarted only now.
            _ledger.Drop(_ledger.Halted ? _graph.AllUnstarted() : _graph.Dispensable(), MigrationStates.Dropped, _ending.Reason);
            _ledger.DropReplaced(_ending.Reason);
        }

        if (_wasPaused != _context.Control.Paused)
        {
            _wasPaused = _context.Control.Paused;
            _context.Progress.Tell(
                _wasPaused ? ExecutionEventKind.Paused : ExecutionEventKind.Resumed,
                _wasPaused ? "Paused: nothing new is started; what runs goes on." : "Resumed.");
        }
    }

    /// <summary>Migrations of others count in the limits, and ours that take too long to be followed; one that never ends, such as a lock that a dead node has left, must not hold the run for ever.</summary>
    /// <returns>Whether something was left.</returns>
    private bool LeaveWhatOthersHoldUp()
    {
        // Nothing of ours is under way nor waits for its time, although there was room for all that may start.
        var isHeldUp = _running == 0 && _queue.InFlight > 0 && _graph.Unstarted > 0 && !_context.Control.Paused;
        _heldUpSince = isHeldUp ? _heldUpSince ?? _context.Now : null;
        if (_heldUpSince is not { } since || _context.Now - since < _context.Options.LockedTimeout)
        {
            return false;
        }

        var reason = $"Migrations that this run does not follow, or what their locks have left of them, hold places in the limits since {since:u}.";
        _context.Warn(reason);
        End(ExecutionEnd.HeldUp, reason, _graph.AllUnstarted());
        _heldUpSince = null;
        return true;
    }

    /// <summary>Whether a step that has been checked may start. What a unit in progress needs goes on when a window closes or a plan is refused, all else does not. Where a new plan is wanted it goes on too: that plan counts it as in flight.</summary>
    private bool MayStart(RunningStep step) =>
        !_context.Control.Stopped && !_context.Control.Paused && _context.Circuit.Open is null && !_ledger.Halted
        && (step.Unit.BrokenBy is null || step.Unit.TakesBack)
        && ((_ending.End is null && _context.Windows.IsOpen(_context.Now, _context.Goal)) || _graph.IsNeeded(step));

    private void StartReady(CancellationToken cancellationToken)
    {
        // What a step has come to meanwhile may stop the next one.
        _settled = false;
        while (!_settled && !_context.Control.Paused && _queue.TryTake(out var step))
        {
            _graph.Activate(step);
            _ = RunStepAsync(step, cancellationToken);
        }
    }

    private async Task RunStepAsync(RunningStep step, CancellationToken cancellationToken)
    {
        _running++;
        _context.Progress.Active++;
        using var activity = ExecutionTelemetry.Start(step, _context.Activity);
        try
        {
            var result = step.Recovered is { } open
                ? await _runner.RecoverAsync(step, open, cancellationToken).ConfigureAwait(true)
                : await _runner.RunAsync(step, cancellationToken).ConfigureAwait(true);
            ExecutionTelemetry.Stop(activity, result);
            _context.Progress.Active--;
            if (result.Verdict != StepVerdict.StillRunning)
            {
                // What is followed no longer goes on all the same, and keeps its place in the limits.
                _queue.Release(step.Migration.From, step.Migration.To);
            }

            Settle(step, result, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, the run ends with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault ??= ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _running--;
            _pulse.Set();
        }
    }

    private void Add(MigrationPlan plan)
    {
        _context.Progress.Total += plan.Migrations.Count;
        ExecutionTelemetry.Planned(plan.Migrations.Count);
        foreach (var step in _graph.Add(plan))
        {
            _queue.Enqueue(step);
        }

        if (NativeGuard.Refusal(plan, _context.Facts.Snapshot!) is { } refusal)
        {
            End(ExecutionEnd.Refused, refusal, _graph.Dispensable());
        }
    }

    private void Recover(CancellationToken cancellationToken)
    {
        var last = _context.Journal.Knowledge.LastPlan;
        foreach (var open in _context.Journal.Knowledge.Open())
        {
            var step = _graph.AddRecovered(open);
            var earlier = last is not null && last.Id == open.Intent.Plan ? $"An earlier run, of {last}," : "An earlier run";
            _context.Progress.Total++;
            _context.Progress.Tell(
                ExecutionEventKind.Recovered, $"{earlier} sent {step.Label} from {open.Request.From} to {open.Request.To} at {open.Intent.At:u}; it is followed to its end.", step.Migration, plan: step.Plan);
            _queue.Take(open.Request.From, open.Request.To);
            _graph.Activate(step);
            _ = RunStepAsync(step, cancellationToken);
        }
    }

    private void End(ExecutionEnd end, string reason, IReadOnlyList<RunningStep> dropped)
    {
        if (_ending.TrySet(end, reason))
        {
            _context.Progress.Tell(ExecutionEventKind.Stopping, reason);
        }

        _ledger.Halted |= !RunEnding.LeavesUnitsAlone(end);
        _ledger.Drop(dropped, MigrationStates.Dropped, reason);
    }

    /// <summary>Acts on what an attempt came to.</summary>
    private void Settle(RunningStep step, StepResult result, CancellationToken cancellationToken)
    {
        _settled = true;
        if (result is { Verdict: StepVerdict.Moved or StepVerdict.MovedElsewhere, Node: { } node })
        {
            foreach (var guest in step.Migration.Carries.Prepend(step.Migration.Guest))
            {
                _planFacts.Moved(guest, node);
            }
        }

        if (IsWithdrawn(step, result))
        {
            _graph.Postpone(step);
            _ledger.Drop([step], MigrationStates.Dropped, step.Unit.BrokenBy!);
            return;
        }

        if (_patience.RetryIn(step, result) is { } delay)
        {
            _graph.Postpone(step);
            _ = RetryAsync(step, delay, cancellationToken);
            return;
        }

        var tooLate = step.Recovered is null && (result.Verdict is StepVerdict.Locked or StepVerdict.Unanswered);
        var since = result.Verdict == StepVerdict.Locked ? step.LockedSince : step.UnansweredSince;
        _ledger.Finish(step, tooLate ? result with { Verdict = StepVerdict.Changed, Error = $"Given up after waiting since {since:u}: {result.Error}" } : result);
        switch (result.Verdict)
        {
            case StepVerdict.Unreachable:
            case StepVerdict.Unanswered when step.Recovered is null && _patience.IsOver(step, result.Verdict):
                End(ExecutionEnd.Unreachable, $"The cluster was out of reach for {_context.Options.UnreachableTimeout.TotalMinutes:0} minutes: {result.Error}", _graph.AllUnstarted());
                break;
            case StepVerdict.Stop:
                _context.Circuit.OpenForThisRun(result.Error!);
                break;
            case StepVerdict.Changed or StepVerdict.MovedElsewhere or StepVerdict.MovedBack:
                _replanner.Want(step);
                break;
            case StepVerdict.Refused or StepVerdict.Failed or StepVerdict.Locked:
                _replanner.LeaveOut(step.Migration);
                break;
            default:
                break;
        }
    }

    /// <summary>Whether a step was not started and its unit cannot be completed any more.</summary>
    private static bool IsWithdrawn(RunningStep step, StepResult result) =>
        result.Verdict is StepVerdict.NotNow or StepVerdict.Locked or StepVerdict.Unanswered
        && step is { Recovered: null, Unit: { BrokenBy: not null, TakesBack: false } };

    private async Task RetryAsync(RunningStep step, TimeSpan delay, CancellationToken cancellationToken)
    {
        _running++;
        try
        {
            await Task.Delay(delay, _context.Time, cancellationToken).ConfigureAwait(true);
            if (step.Phase == StepPhase.Delayed)
            {
                _queue.Enqueue(step);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run ends; nothing is tried again.
        }
        finally
        {
            _running--;
            _pulse.Set();
        }
    }
}
