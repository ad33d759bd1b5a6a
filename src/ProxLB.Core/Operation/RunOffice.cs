using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>Carries plans out, one at a time, and keeps the state up to date meanwhile. Whoever begins a run sees to it that there is none.</summary>
internal sealed class RunOffice(StateStore store, IReadOnlyList<OperatorRun> history, Action remember, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostHistory = 50;

    private readonly List<OperatorRun> _history = [.. history];
    private ExecutionControl? _control;
    private CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Ends with the run in progress; never fails.</summary>
    public Task Running => Volatile.Read(ref _running);

    /// <summary>The levers of the run in progress; null if there is none.</summary>
    public ExecutionControl? Control => Volatile.Read(ref _control);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OperatorRun> History
    {
        get
        {
            lock (_history)
            {
                return [.. _history];
            }
        }
    }

    public OperatorRun Begin(MigrationPlan plan, ExecutionRequest request, string askedBy, PlanExecutor executor)
    {
        var run = new OperatorRun
        {
            Plan = plan.Id,
            Goal = plan.Goal,
            AskedBy = askedBy,
            StartedAt = time.GetUtcNow(),
            Steps = [.. RunProgressView.StepsOf(plan)],
            Total = plan.Migrations.Count,
        };
        var control = new ExecutionControl();
        Volatile.Write(ref _control, control);
        Interlocked.Exchange(ref _abort, new CancellationTokenSource()).Dispose();
        OperatorLog.RunStarted(logger, plan.Id, askedBy);
        store.Change(OperatorEventKind.RunStarted, $"Plan {plan.Id} is being carried out; {askedBy} asked for it.", state =>
        {
            // Here and not after it: whoever resumes from now on resumes this run.
            if (state.Paused)
            {
                control.Pause();
            }

            return state with { Run = run };
        });

        var balancer = new RecordingBalancer(request.Balancer!);
        var watched = request with { Balancer = balancer, Control = control, Progress = new Listener(happened => Report(happened, balancer)) };
        Volatile.Write(ref _running, FollowAsync(plan, watched, executor, _abort.Token));
        return run;
    }

    /// <summary>Finishes what is in flight.</summary>
    /// <param name="leave">Ends the wait and leaves what is in flight to the cluster.</param>
    public async Task FinishAsync(CancellationToken leave)
    {
        Control?.Stop();
        await using var leaving = leave.Register(_abort.Cancel).ConfigureAwait(false);
        await Running.ConfigureAwait(false);
    }

    public void Dispose() => _abort.Dispose();

    private async Task FollowAsync(MigrationPlan plan, ExecutionRequest request, PlanExecutor executor, CancellationToken abort)
    {
        try
        {
            var report = await executor.ExecuteAsync(plan, request, abort).ConfigureAwait(false);
            OperatorLog.RunEnded(logger, plan.Id, report.Moved, report.Failed, report.Reason);
            End(run => RunProgressView.Ended(run, report), report.Reason, report.End == ExecutionEnd.CircuitOpen ? report.Reason : null);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            End("The service ended; what is in flight is taken up by the next run.");
        }
#pragma warning disable CA1031 // Whatever it is, the operator goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            OperatorLog.RunFailed(logger, plan.Id, exception);
            End(exception.Message);
        }
    }

    private void End(string error) =>
        End(run => run with { EndedAt = time.GetUtcNow(), Error = error, Message = error }, error, store.State.CircuitOpenBecause);

    private void End(Func<OperatorRun, OperatorRun> end, string message, string? circuit)
    {
        Volatile.Write(ref _control, null);
        store.Change(OperatorEventKind.RunEnded, message, state =>
        {
            var ended = end(state.Run!);
            Remember(ended);
            return state with
            {
                Run = null,
                LastRun = ended,
                CircuitOpenBecause = circuit,
                LastError = ended.Error ?? state.LastError,
                LastErrorAt = ended.Error is null ? state.LastErrorAt : ended.EndedAt,
            };
        });
        remember();
    }

    private void Remember(OperatorRun run)
    {
        lock (_history)
        {
            _history.Insert(0, run);
            if (_history.Count > MostHistory)
            {
                _history.RemoveAt(MostHistory);
            }
        }
    }

    private void Report(ExecutionEvent happened, RecordingBalancer balancer) => store.Change(
        OperatorEventKind.RunProgress,
        happened.Message,
        state => state with { Run = RunProgressView.After(state.Run!, happened, balancer.Last) },
        happened);

    private sealed class Listener(Action<ExecutionEvent> report) : IProgress<ExecutionEvent>
    {
        public void Report(ExecutionEvent value) => report(value);
    }
}
