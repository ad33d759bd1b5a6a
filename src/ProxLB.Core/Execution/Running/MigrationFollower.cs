using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution.Running;

/// <summary>Follows a started migration until its guest is verified where it is.</summary>
internal sealed class MigrationFollower(RunContext context, RunJournal journal)
{
    public async Task<StepResult> FollowAsync(RunningStep step, long migration, MigrationTicket ticket, CancellationToken cancellationToken)
    {
        var watch = new Watch(context.Now);
        while (true)
        {
            var status = await AskAsync(ticket, watch, cancellationToken).ConfigureAwait(true);
            if (status is { State: MigrationState.Ended or MigrationState.Failed, Node: not null })
            {
                await journal.OutcomeAsync(migration, status, cancellationToken).ConfigureAwait(true);
                return await VerifyAsync(step, ticket, status, watch, cancellationToken).ConfigureAwait(true);
            }

            if (status is { State: MigrationState.Failed, Node: null } && await IsGoneAsync(step, cancellationToken).ConfigureAwait(true))
            {
                await journal.OutcomeAsync(migration, status, cancellationToken).ConfigureAwait(true);
                return new StepResult(StepVerdict.Failed, Error: "The guest no longer exists.");
            }

            if (status is not null)
            {
                Report(step, status, watch);
            }

            if (GiveUp(watch) is { } given)
            {
                return given;
            }

            await CancelIfAskedAsync(step, ticket, watch, cancellationToken).ConfigureAwait(true);
            WarnIfLate(step, watch);
            await context.DelayAsync(context.Options.PollInterval, cancellationToken).ConfigureAwait(true);
        }
    }

    /// <summary>Judges by place. What the HA manager moved has to stay for some of its rounds.</summary>
    private async Task<StepResult> VerifyAsync(RunningStep step, MigrationTicket ticket, MigrationStatus first, Watch watch, CancellationToken cancellationToken)
    {
        var request = ticket.Request;
        var last = first;
        var arrived = Same(first.Node, request.To);
        var since = context.Now;
        var rest = context.Options.HaRoundInterval * context.Options.HaVerificationRounds;
        var settled = true;
        while (request.Ha && !context.Options.DryRun && !Same(last.Node, request.From) && !(settled && context.Now - since >= rest))
        {
            await context.DelayAsync(context.Options.HaRoundInterval, cancellationToken).ConfigureAwait(true);
            var status = await AskAsync(ticket, watch, cancellationToken).ConfigureAwait(true);
            settled = status is { State: MigrationState.Ended or MigrationState.Failed, Node: not null };
            if (status?.Node is not null && !Same(status.Node, last.Node))
            {
                since = context.Now;
            }

            if (settled)
            {
                last = status!;
                arrived |= Same(last.Node, request.To);
            }

            if (GiveUp(watch) is { } given)
            {
                return given;
            }
        }

        return Same(last.Node, request.To)
            ? await VerifyCarriedAsync(step, request, watch, last.Error, cancellationToken).ConfigureAwait(true)
            : Judge(request, last, arrived, watch.CancelSent);
    }

    private static StepResult Judge(MigrationRequest request, MigrationStatus last, bool arrived, bool cancelled) =>
        !Same(last.Node, request.From)
            ? new StepResult(StepVerdict.MovedElsewhere, last.Node, last.Error ?? $"The guest went to {last.Node} instead of {request.To}.")
        : arrived
            ? new StepResult(StepVerdict.MovedBack, last.Node, last.Error ?? $"The guest reached {request.To} and was moved back to {request.From}.")
        : cancelled
            ? new StepResult(StepVerdict.Cancelled, last.Node, last.Error)
        : new StepResult(StepVerdict.Failed, last.Node, last.Error ?? $"The task ended, but the guest is still on {request.From}.");

    private async Task<StepResult> VerifyCarriedAsync(
        RunningStep step, MigrationRequest request, Watch watch, string? note, CancellationToken cancellationToken)
    {
        while (request.Carries.Count > 0 && !context.Options.DryRun)
        {
            try
            {
                var snapshot = await context.Provider.CaptureAsync(cancellationToken).ConfigureAwait(true);
                context.Facts.Set(snapshot, context.Now);
                watch.LostSince = null;
                var astray = request.Carries.Select(context.Facts.Guest).OfType<Guest>().Where(guest => !Same(guest.Node, request.To)).ToArray();
                if (astray.Length == 0)
                {
                    return new StepResult(StepVerdict.Moved, request.To, note);
                }

                if (!Array.Exists(astray, InFlight.IsMoving))
                {
                    return new StepResult(
                        StepVerdict.MovedElsewhere, request.To, $"Guest {astray[0].Id}, which the HA manager moves along, is on {astray[0].Node}.");
                }
            }
            catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
            {
                ExecutionLog.Unanswered(context.Logger, "the facts", step.Migration.Guest, exception);
                watch.LostSince ??= context.Now;
            }

            if (GiveUp(watch) is { } given)
            {
                return given;
            }

            await context.DelayAsync(context.Options.PollInterval, cancellationToken).ConfigureAwait(true);
        }

        return new StepResult(StepVerdict.Moved, request.To, note);
    }

    /// <summary>Whether the cluster can be read and knows the guest no more: somebody deleted it on the way.</summary>
    private async Task<bool> IsGoneAsync(RunningStep step, CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = await context.Provider.CaptureAsync(cancellationToken).ConfigureAwait(true);
            context.Facts.Set(snapshot, context.Now);
            return context.Facts.Guest(step.Migration.Guest) is null;
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            ExecutionLog.Unanswered(context.Logger, "the facts", step.Migration.Guest, exception);
            return false;
        }
    }

    private async Task<MigrationStatus?> AskAsync(MigrationTicket ticket, Watch watch, CancellationToken cancellationToken)
    {
        try
        {
            var status = await context.Provider.GetMigrationAsync(ticket, cancellationToken).ConfigureAwait(true);
            var known = status.State == MigrationState.Running || (status.State != MigrationState.Unknown && status.Node is not null);
            watch.LostSince = known ? null : watch.LostSince ?? context.Now;
            return status;
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            ExecutionLog.Unanswered(context.Logger, "a status", ticket.Request.Guest, exception);
            watch.LostSince ??= context.Now;
            return null;
        }
    }

    private StepResult? GiveUp(Watch watch) =>
        watch.LostSince is { } lost && context.IsUnreachable(lost)
            ? new StepResult(StepVerdict.Unreachable, Error: $"Since {lost:u} nobody could say how the migration stands.")
        : context.Now - watch.Since >= context.Options.FollowTimeout
            ? new StepResult(StepVerdict.StillRunning, Error: $"It has been running since {watch.Since:u}; the next run takes it up.")
        : null;

    private async Task CancelIfAskedAsync(RunningStep step, MigrationTicket ticket, Watch watch, CancellationToken cancellationToken)
    {
        if (!context.Control.Cancelled || watch.CancelSent)
        {
            return;
        }

        try
        {
            await context.Provider.CancelMigrationAsync(ticket, cancellationToken).ConfigureAwait(true);
            watch.CancelSent = true;
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            ExecutionLog.Unanswered(context.Logger, "a cancellation", step.Migration.Guest, exception);
        }
    }

    private void Report(RunningStep step, MigrationStatus status, Watch watch)
    {
        step.TransferredBytes = status.TransferredBytes ?? step.TransferredBytes;
        if (status.Progress != watch.Progress)
        {
            watch.Progress = status.Progress;
            context.Progress.Tell(
                ExecutionEventKind.StepProgress, $"{step.Label} is on its way to {step.Migration.To}.", step.Migration, status.Progress, status.TransferredBytes, step.Plan);
        }
    }

    private void WarnIfLate(RunningStep step, Watch watch)
    {
        if (!watch.Late && context.Now - watch.Since >= context.Options.StepTimeout)
        {
            watch.Late = true;
            context.Progress.Tell(
                ExecutionEventKind.StepStillRunning, $"{step.Label} is still on its way to {step.Migration.To} since {watch.Since:u}.", step.Migration, watch.Progress, step.TransferredBytes, step.Plan);
        }
    }

    internal static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested;

    private static bool Same(string? node, string? other) => string.Equals(node, other, StringComparison.OrdinalIgnoreCase);

    private sealed class Watch(DateTimeOffset since)
    {
        public DateTimeOffset Since { get; } = since;

        public DateTimeOffset? LostSince { get; set; }

        public double? Progress { get; set; }

        public bool CancelSent { get; set; }

        public bool Late { get; set; }
    }
}
