using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Takes one step from its check to its verified end.</summary>
internal sealed class StepRunner(RunContext context, RunJournal journal, PlanFacts facts, BusyGuests busy, Func<RunningStep, bool> mayStart)
{
    private readonly MigrationFollower _follower = new(context, journal);
    private readonly MigrationFinder _finder = new(context);
    private readonly FreshLook _look = new(context, facts, busy);

    public async Task<StepResult> RunAsync(RunningStep step, CancellationToken cancellationToken)
    {
        var migration = step.Migration;
        var memory = migration.Mode == MigrationMode.Offline ? null : context.Facts.Memory(migration.Carries.Prepend(migration.Guest));
        var onTheWay = busy.MemoryOnTheWayTo(migration.To);
        if (!busy.TryEnter(step, memory ?? 0))
        {
            return new StepResult(StepVerdict.NotNow, Error: "The guest is still moving.");
        }

        StepResult? result = null;
        try
        {
            var request = RequestFor(migration, memory + onTheWay);
            result = await CheckAsync(step, request, memory, cancellationToken).ConfigureAwait(true)
                ?? await StartAsync(step, request, cancellationToken).ConfigureAwait(true);
            return result;
        }
        finally
        {
            Leave(step, result);
        }
    }

    /// <summary>Takes up what an earlier run has started.</summary>
    public async Task<StepResult> RecoverAsync(RunningStep step, OpenMigration open, CancellationToken cancellationToken)
    {
        var entered = busy.TryEnter(step, context.Facts.Memory(open.Request.Carries.Prepend(open.Request.Guest)) ?? 0);
        StepResult? result = null;
        try
        {
            result = await TakeUpAsync(step, open, cancellationToken).ConfigureAwait(true);
            return result;
        }
        finally
        {
            if (entered)
            {
                Leave(step, result);
            }
        }
    }

    private async Task<StepResult> TakeUpAsync(RunningStep step, OpenMigration open, CancellationToken cancellationToken)
    {
        var ticket = open.Ticket;
        if (ticket is null)
        {
            (ticket, var result) = await _finder.FindAsync(open.Request, open.Intent.At, cancellationToken).ConfigureAwait(true);
            if (result is null && ticket is null)
            {
                (ticket, result) = await _finder.JudgeByPlaceAsync(open, cancellationToken).ConfigureAwait(true);
            }

            if (result is not null)
            {
                return await CloseAsync(open.Intent.Migration, result, cancellationToken).ConfigureAwait(true);
            }

            await journal.TicketAsync(open.Intent.Migration, ticket!, cancellationToken).ConfigureAwait(true);
        }

        return await FollowAsync(step, open.Intent.Migration, ticket!, cancellationToken).ConfigureAwait(true);
    }

    /// <summary>What goes on without being followed stays in hand: its guest is planned by nobody, and counts on its target.</summary>
    private void Leave(RunningStep step, StepResult? result)
    {
        if (result?.Verdict is not (StepVerdict.StillRunning or StepVerdict.Unreachable))
        {
            busy.Leave(step);
        }
    }

    /// <returns>Why it cannot start; null if it can.</returns>
    private async Task<StepResult?> CheckAsync(RunningStep step, MigrationRequest request, long? memory, CancellationToken cancellationToken)
    {
        if (context.Request.PlanRequest is { } asked && asked.Drain.Contains(request.To, StringComparer.OrdinalIgnoreCase) && !step.Unit.TakesBack)
        {
            return new StepResult(StepVerdict.Changed, Error: $"Node {request.To} is being emptied.");
        }

        try
        {
            var check = await context.Provider.CheckAsync(request, cancellationToken).ConfigureAwait(true);
            if (check.Result == MigrationCheckResult.Changed && request.RequiredMemoryBytes > memory)
            {
                // What is on its way may have been counted twice: if there is room without it, wait until it has arrived.
                var alone = await context.Provider.CheckAsync(request with { RequiredMemoryBytes = memory }, cancellationToken).ConfigureAwait(true);
                check = alone.Result == MigrationCheckResult.Ready ? check with { Result = MigrationCheckResult.Wait } : alone;
            }

            return check.Result == MigrationCheckResult.Ready && await _look.ObjectionAsync(step, check, cancellationToken).ConfigureAwait(true) is { } objection
                ? new StepResult(StepVerdict.Changed, Error: objection)
                : Judge(request, check);
        }
        catch (MigrationRefusedException exception)
        {
            return new StepResult(exception.RetryLater ? StepVerdict.Locked : StepVerdict.Refused, Error: exception.Message);
        }
        catch (Exception exception) when (MigrationFollower.IsNoAnswer(exception, cancellationToken))
        {
            ExecutionLog.Unanswered(context.Logger, "a check", request.Guest, exception);
            return new StepResult(StepVerdict.Unanswered, Error: exception.Message);
        }
    }

    private static StepResult? Judge(MigrationRequest request, MigrationCheck check) => check.Result switch
    {
        MigrationCheckResult.Ready => null,
        MigrationCheckResult.Wait => new StepResult(StepVerdict.Locked, request.From, check.Reason ?? "The guest is busy."),
        MigrationCheckResult.AlreadyThere => new StepResult(StepVerdict.AlreadyThere, request.To),
        MigrationCheckResult.Refused => new StepResult(StepVerdict.Refused, request.From, check.Reason ?? "The cluster refuses it."),
        MigrationCheckResult.Changed => new StepResult(StepVerdict.Changed, Error: check.Reason ?? "The facts have changed."),
        _ => new StepResult(StepVerdict.Stop, Error: check.Reason ?? "The cluster is in no state to migrate."),
    };

    private async Task<StepResult> StartAsync(RunningStep step, MigrationRequest request, CancellationToken cancellationToken)
    {
        // The check took time, and what was right when it began may be wrong by now.
        if (!mayStart(step))
        {
            return new StepResult(StepVerdict.NotNow);
        }

        // From here on its unit has begun, also while the journal is written.
        var asked = context.Now;
        step.StartedAt = asked;
        if (await journal.IntentAsync(step, request, cancellationToken).ConfigureAwait(true) is not { } migration)
        {
            step.StartedAt = null;
            return new StepResult(StepVerdict.Stop, Error: context.Circuit.Open?.Reason);
        }

        MigrationTicket? ticket;
        try
        {
            ticket = await context.Provider.StartMigrationAsync(request, cancellationToken).ConfigureAwait(true);
        }
        catch (MigrationRefusedException exception)
        {
            step.StartedAt = null;
            var verdict = exception.RetryLater ? StepVerdict.Locked : StepVerdict.Refused;
            return await CloseAsync(migration, new StepResult(verdict, request.From, exception.Message), cancellationToken).ConfigureAwait(true);
        }
        catch (Exception exception) when (MigrationFollower.IsNoAnswer(exception, cancellationToken))
        {
            ExecutionLog.Unanswered(context.Logger, "a start", request.Guest, exception);
            (ticket, var lost) = await _finder.FindAsync(request, asked, cancellationToken).ConfigureAwait(true);
            if (ticket is null)
            {
                step.StartedAt = lost is null ? null : step.StartedAt;
                lost ??= new StepResult(StepVerdict.Unanswered, Error: exception.Message);
                return await CloseAsync(migration, lost, cancellationToken).ConfigureAwait(true);
            }
        }

        await journal.TicketAsync(migration, ticket, cancellationToken).ConfigureAwait(true);
        ExecutionTelemetry.Started();
        context.Progress.Tell(ExecutionEventKind.StepStarted, $"{step.Label} leaves {request.From} for {request.To}.", step.Migration, plan: step.Plan);
        return await FollowAsync(step, migration, ticket, cancellationToken).ConfigureAwait(true);
    }

    private async Task<StepResult> FollowAsync(RunningStep step, long migration, MigrationTicket ticket, CancellationToken cancellationToken)
    {
        ExecutionTelemetry.InFlight(1);
        try
        {
            var result = await _follower.FollowAsync(step, migration, ticket, cancellationToken).ConfigureAwait(true);
            _finder.Known(ticket);
            return await CloseAsync(migration, result, cancellationToken).ConfigureAwait(true);
        }
        finally
        {
            ExecutionTelemetry.InFlight(-1);
        }
    }

    /// <summary>Writes how it ended, unless nobody knows that yet.</summary>
    private async Task<StepResult> CloseAsync(long migration, StepResult result, CancellationToken cancellationToken)
    {
        if (result.Verdict is not (StepVerdict.Unreachable or StepVerdict.StillRunning))
        {
            await journal.VerificationAsync(migration, Outcomes.Of(result), cancellationToken).ConfigureAwait(true);
        }

        return result;
    }

    private MigrationRequest RequestFor(PlannedMigration migration, long? memory) => new()
    {
        Guest = migration.Guest,
        Kind = migration.Kind,
        From = migration.From,
        To = migration.To,
        Mode = migration.Mode,
        Ha = migration.Ha,
        Carries = migration.Carries,
        TargetStorage = migration.TargetStorage,
        RequiredMemoryBytes = memory,
        RuleDigest = migration.Ha ? context.RuleDigest : null,
    };
}
