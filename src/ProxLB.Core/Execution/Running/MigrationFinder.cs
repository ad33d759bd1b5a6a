using ProxLB.Core.Execution.Journaling;

namespace ProxLB.Core.Execution.Running;

/// <summary>Finds out what became of a start whose reply is not known. It never assumes.</summary>
internal sealed class MigrationFinder(RunContext context)
{
    private readonly Dictionary<int, MigrationTicket> _ended = [];

    /// <summary>Remembers a ticket whose end is known, so that it is not taken for a newer one of the same guest.</summary>
    public void Known(MigrationTicket ticket) => _ended[ticket.Request.Guest] = ticket;

    /// <summary>Asks until the cluster has answered. None counts only when it is said twice, for the request may still be on its way.</summary>
    /// <returns>The ticket; or why nobody knows; or neither, if there is none.</returns>
    public async Task<(MigrationTicket? Ticket, StepResult? Unknown)> FindAsync(
        MigrationRequest request, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        var nones = 0;
        DateTimeOffset? lostSince = null;
        while (true)
        {
            try
            {
                var ticket = await context.Provider
                    .FindMigrationAsync(request, asked - context.Options.ClockTolerance, cancellationToken).ConfigureAwait(true);
                lostSince = null;
                if (ticket is not null && !IsEnded(ticket))
                {
                    return (ticket, null);
                }

                if (++nones == 2)
                {
                    return (null, null);
                }
            }
            catch (Exception exception) when (MigrationFollower.IsNoAnswer(exception, cancellationToken))
            {
                ExecutionLog.Unanswered(context.Logger, "a search", request.Guest, exception);
                lostSince ??= context.Now;
                if (context.IsUnreachable(lostSince.Value))
                {
                    return (null, new StepResult(StepVerdict.Unreachable, Error: $"Nobody could say whether the migration was started: {exception.Message}"));
                }
            }

            await context.DelayAsync(context.Options.PollInterval, cancellationToken).ConfigureAwait(true);
        }
    }

    /// <summary>Without a task to be found, where the guest is says what happened.</summary>
    /// <returns>A ticket to watch the guest's place, or what became of it.</returns>
    public async Task<(MigrationTicket? Ticket, StepResult? Result)> JudgeByPlaceAsync(OpenMigration open, CancellationToken cancellationToken)
    {
        var lostSince = context.Now;
        while (true)
        {
            try
            {
                var snapshot = await context.Provider.CaptureAsync(cancellationToken).ConfigureAwait(true);
                context.Facts.Set(snapshot, context.Now);
                break;
            }
            catch (Exception exception) when (MigrationFollower.IsNoAnswer(exception, cancellationToken))
            {
                ExecutionLog.Unanswered(context.Logger, "the facts", open.Request.Guest, exception);
                if (context.IsUnreachable(lostSince))
                {
                    return (null, new StepResult(StepVerdict.Unreachable, Error: $"Nobody could say where the guest is: {exception.Message}"));
                }
            }

            await context.DelayAsync(context.Options.PollInterval, cancellationToken).ConfigureAwait(true);
        }

        var request = open.Request;
        return context.Facts.Guest(request.Guest) switch
        {
            null => (null, new StepResult(StepVerdict.Failed, Error: "The guest no longer exists.")),
            var guest when InFlight.IsMoving(guest) => (new MigrationTicket { Request = request, StartedAt = open.Intent.At }, null),
            var guest when Same(guest.Node, request.To) => (null, new StepResult(StepVerdict.Moved, guest.Node)),
            var guest when Same(guest.Node, request.From) => (null, new StepResult(StepVerdict.Unanswered, guest.Node, "The request never reached the cluster.")),
            var guest => (null, new StepResult(StepVerdict.MovedElsewhere, guest.Node, $"The guest is on {guest.Node}.")),
        };
    }

    private bool IsEnded(MigrationTicket ticket) =>
        _ended.TryGetValue(ticket.Request.Guest, out var ended) && ended.Task == ticket.Task && ended.StartedAt == ticket.StartedAt;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
