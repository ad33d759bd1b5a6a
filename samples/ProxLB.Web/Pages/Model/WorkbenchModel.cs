using ProxLB.Core.Operation;
using ProxLB.Web.Access;
using ProxLB.Web.Hosting;
using ProxLB.Web.Operation;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Pages.Model;

/// <summary>What one open page knows and does. It follows the operator, tells of changes a few times a second, and looks now and then whether its visitor may still look.</summary>
public sealed class WorkbenchModel : IDisposable
{
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly ClusterOperator _cluster;
    private readonly AccessGate _gate;
    private readonly AuditedChanges _changes;
    private readonly Watchers _watchers;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _watch;

    internal WorkbenchModel(ClusterOperator cluster, ClusterDesk desk, AccessGate gate, AuditedChanges changes, Watchers watchers, WebClock clock, Visitor visitor)
    {
        _cluster = cluster;
        _gate = gate;
        _changes = changes;
        _watchers = watchers;
        _time = clock.Time;
        Visitor = visitor;
        Desk = desk;
        State = cluster.State;
        Balance = new PlanModel(desk, visitor, Changed, Deny);
        Drain = new PlanModel(desk, visitor, Changed, Deny);
    }

    /// <summary>Who looks.</summary>
    internal Visitor Visitor { get; }

    /// <summary>What answers questions.</summary>
    internal ClusterDesk Desk { get; }

    /// <summary>The operator's state.</summary>
    internal OperatorState State { get; private set; }

    /// <summary>Why the visitor may no longer look; null: he may.</summary>
    internal Problem? Denied { get; private set; }

    /// <summary>Whether the visitor may migrate guests in general.</summary>
    internal bool MayMigrate { get; private set; }

    /// <summary>Why the last change was refused.</summary>
    internal Problem? Refusal { get; set; }

    /// <summary>Whether a change is being asked for.</summary>
    internal bool Asking { get; private set; }

    /// <summary>The plan to balance.</summary>
    internal PlanModel Balance { get; }

    /// <summary>The plan to empty a node, or to use it again.</summary>
    internal PlanModel Drain { get; }

    /// <summary>The run that ended while this page was open and was not put away yet; null: none.</summary>
    internal OperatorRun? Finished { get; set; }

    /// <summary>The plan that this page had carried out to empty a node or to use it again; null: none, or it was put away.</summary>
    internal string? DrainApplied { get; set; }

    /// <summary>The runs that have ended, newest first.</summary>
    internal IReadOnlyList<OperatorRun> History => _cluster.History;

    /// <summary>Why nothing can be carried out now; null if it can.</summary>
    internal string? Obstacle => State switch
    {
        { Run: not null } => "A plan is being carried out.",
        { UnreadableBecause: not null } => "The cluster does not answer.",
        { Paused: true } => "Migrations are paused.",
        { NothingIsSentBecause: { } reason } => reason,
        { Acting: { Allowed: false } decision } => decision.Reason ?? "This host may not migrate guests now.",
        _ => MayMigrate ? null : $"{Visitor.Name} may look, but not migrate guests (VM.Migrate).",
    };

    /// <summary>Follows the operator until the page is closed.</summary>
    /// <param name="onChange">Called when there is something new to show.</param>
    internal async Task FollowAsync(Func<Task> onChange)
    {
        _watch = _watchers.Enter();
        try
        {
            await Task.WhenAll(WatchAsync(), TellAsync(onChange), GuardAsync());
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page was closed, or its visitor may no longer look.
        }
    }

    /// <summary>Asks for a change; a refusal is kept in <see cref="Refusal"/>.</summary>
    /// <returns>Whether it was accepted.</returns>
    internal async Task<bool> ChangeAsync(Func<AuditedChanges, Task> change)
    {
        Refusal = null;
        Asking = true;
        try
        {
            await change(_changes);
            State = _cluster.State;
            return true;
        }
        catch (ProblemException refused)
        {
            Refusal = refused.Problem;
            Deny(refused.Problem);
            return false;
        }
        finally
        {
            Asking = false;
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _closed.Cancel();
        Balance.Dispose();
        Drain.Dispose();
    }

    private async Task WatchAsync()
    {
        await foreach (var happened in _cluster.WatchAsync(_closed.Token))
        {
            if (State.Run is not null && happened.State is { Run: null, LastRun: { } ended })
            {
                Forget(ended);
            }

            State = happened.State;
            Changed();
        }
    }

    // A run makes the plans before it plans of the past.
    private void Forget(OperatorRun ended)
    {
        Finished = ended;
        Balance.Clear();
        if (DrainApplied is null)
        {
            Drain.Clear();
        }
    }

    private async Task TellAsync(Func<Task> onChange)
    {
        while (true)
        {
            await _changed.WaitAsync(_closed.Token);
            await onChange();
            if (Denied is not null)
            {
                await _closed.CancelAsync();
            }

            await Task.Delay(BetweenChanges, _time, _closed.Token);
        }
    }

    private async Task GuardAsync()
    {
        using var clock = new PeriodicTimer(BetweenLooks, _time);
        do
        {
            try
            {
                await _gate.RequireLookAsync(Visitor, _closed.Token);
                MayMigrate = await _gate.MayMigrateAsync(Visitor, _closed.Token);
                Changed();
            }
            catch (ProblemException refused)
            {
                Deny(refused.Problem);
            }
        }
        while (await clock.WaitForNextTickAsync(_closed.Token));
    }

    // That the cluster does not answer is no reason to send anybody away.
    private void Deny(Problem problem)
    {
        var mayNotLook = problem.Code is ProblemCodes.Expired or ProblemCodes.NotSignedIn
            || (problem.Code == ProblemCodes.Forbidden && problem.Missing?.Any(right => right.Path == "/") == true);
        if (mayNotLook)
        {
            Denied = problem;
            Changed();
        }
    }

    private void Changed()
    {
        try
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // It was told at the same moment from elsewhere.
        }
    }
}
