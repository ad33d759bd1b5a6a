using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Writes a run's transitions. A journal that cannot be written opens the circuit.</summary>
internal sealed class RunJournal(RunContext context)
{
    private long _last = context.Journal.Knowledge.LastMigration;

    public Task<bool> PlanAsync(MigrationPlan plan, CancellationToken cancellationToken) => WriteAsync(
        new JournalEntry
        {
            Kind = JournalEntryKind.Plan,
            At = context.Now,
            Plan = plan.Id,
            Goal = plan.Goal,
            Drained = context.Request.PlanRequest?.Drain ?? [],
        },
        cancellationToken);

    /// <summary>Writes that the circuit has opened, if that outlives the run and was not written yet.</summary>
    public async Task CircuitAsync(CancellationToken cancellationToken)
    {
        if (context.Circuit.TakeUnwritten() is { } opened)
        {
            await WriteAsync(
                new JournalEntry { Kind = JournalEntryKind.CircuitOpened, At = opened.Since, Reason = opened.Reason, Until = opened.Until },
                cancellationToken).ConfigureAwait(true);
        }
    }

    /// <summary>Announces a migration.</summary>
    /// <returns>Its number; null if it could not be written, then nothing may be asked of the cluster.</returns>
    public async Task<long?> IntentAsync(RunningStep step, MigrationRequest request, CancellationToken cancellationToken)
    {
        var number = ++_last;
        var written = await WriteAsync(
            new JournalEntry
            {
                Kind = JournalEntryKind.Intent,
                At = context.Now,
                Plan = step.Plan,
                Migration = number,
                Step = step.Migration.Step,
                Unit = step.Migration.Unit,
                Cause = step.Migration.Cause,
                Detour = step.Migration.Detour,
                TakesBack = step.Unit.TakesBack,
                Request = request,
            },
            cancellationToken).ConfigureAwait(true);
        return written ? number : null;
    }

    public Task TicketAsync(long migration, MigrationTicket ticket, CancellationToken cancellationToken) => WriteAsync(
        new JournalEntry
        {
            Kind = JournalEntryKind.Ticket,
            At = context.Now,
            Migration = migration,
            Task = ticket.Task,
            StartedAt = ticket.StartedAt,
        },
        cancellationToken);

    public Task OutcomeAsync(long migration, MigrationStatus status, CancellationToken cancellationToken) => WriteAsync(
        new JournalEntry
        {
            Kind = JournalEntryKind.Outcome,
            At = context.Now,
            Migration = migration,
            Outcome = new MigrationOutcome { State = status.State == MigrationState.Failed ? "taskFailed" : "taskEnded", Node = status.Node, Error = status.Error },
        },
        cancellationToken);

    /// <summary>Closes a migration.</summary>
    public Task VerificationAsync(long migration, MigrationOutcome outcome, CancellationToken cancellationToken) => WriteAsync(
        new JournalEntry { Kind = JournalEntryKind.Verification, At = context.Now, Migration = migration, Outcome = outcome },
        cancellationToken);

    private async Task<bool> WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await context.Journal.AppendAsync(entry, cancellationToken).ConfigureAwait(true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ExecutionLog.JournalFailed(context.Logger, exception);
            context.Circuit.OpenForThisRun($"The journal could not be written ({exception.Message}): make room or mend its directory.");
            return false;
        }
    }
}
