using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Daemon.Notifications;

/// <summary>Decides what is worth a message: each plan once, each outage once, each run that failed.</summary>
internal sealed class NotificationRules(string host)
{
    private string? _plan;
    private bool _failing;

    /// <summary>The message about an event; null if there is none.</summary>
    public Notification? For(OperatorEvent happened) => happened.Kind switch
    {
        OperatorEventKind.Planned when happened.State.Plan is { Plan: { Migrations.Count: > 0 } plan } => OfPlan(happened, plan),
        OperatorEventKind.Planned => Recovered(),
        OperatorEventKind.Failed when !_failing => OfFailure(happened, "cannot balance", happened.Message),
        OperatorEventKind.RunEnded when happened.State.LastRun is { } run => OfRun(happened, run),
        _ => null,
    };

    private Notification? Recovered()
    {
        _failing = false;
        _plan = null;
        return null;
    }

    private Notification? OfPlan(OperatorEvent happened, MigrationPlan plan)
    {
        _failing = false;
        // The same wish, planned again because nothing may be sent, is no news.
        var wish = string.Join(' ', plan.Migrations.Select(migration => $"{migration.Guest}>{migration.To}"));
        if (_plan == wish)
        {
            return null;
        }
        _plan = wish;
        var lines = plan.Migrations.Take(20).Select(migration => $"{EventText.Way(migration)}: {migration.Reason}");
        return About(happened, NotificationKind.Plan, $"{Figures.Count(plan.Migrations.Count, "migration")} planned", string.Join('\n', lines)) with
        {
            Plan = plan.Id,
            Migrations = plan.Migrations.Count,
        };
    }

    private Notification? OfRun(OperatorEvent happened, OperatorRun run)
    {
        if (run.End == ExecutionEnd.CircuitOpen)
        {
            return About(happened, NotificationKind.Circuit, "nothing more is started", happened.Message) with { Plan = run.Plan };
        }
        if (run.Error is null && run.Failed == 0 && run.End is not (ExecutionEnd.Unreachable or ExecutionEnd.Refused or ExecutionEnd.HeldUp))
        {
            return null;
        }
        var failures = run.Steps.Where(step => step.State is { } state && MigrationStates.IsFailure(state)).Take(20)
            .Select(step => $"{EventText.Way(step.Migration)}: {step.State}. {step.Migration.Outcome?.Error}");
        var title = run.Failed > 0 ? $"{Figures.Count(run.Failed, "migration")} failed" : "a run failed";
        return About(happened, NotificationKind.Failure, title, string.Join('\n', failures.Prepend(run.Error ?? happened.Message))) with { Plan = run.Plan };
    }

    private Notification OfFailure(OperatorEvent happened, string title, string message)
    {
        _failing = true;
        return About(happened, NotificationKind.Failure, title, message);
    }

    private Notification About(OperatorEvent happened, NotificationKind kind, string title, string message) =>
        new(kind, happened.At, $"ProxLB: {title}", message) { Cluster = happened.State.Facts?.Name, Host = host };
}
