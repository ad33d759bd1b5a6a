using System.Collections.Concurrent;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Follows a migration that is a task of its own. That the task has ended is not taken for a move: the guest's place is.</summary>
internal sealed class PlainMigration(TaskFollower tasks, GuestLocator locator, TimeProvider time)
{
    // The place is told through the cluster's file system, which may lag behind the task's end.
    private static readonly TimeSpan PlaceLag = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _endSeen = new(StringComparer.Ordinal);

    public async Task<MigrationStatus> AskAsync(MigrationTicket ticket, Upid? task, CancellationToken cancellationToken)
    {
        var progress = task is null ? null : await tasks.AskAsync(task, cancellationToken).ConfigureAwait(false);
        if (progress?.IsRunning == true)
        {
            return new MigrationStatus { State = MigrationState.Running, Node = null, Progress = progress.Share, TransferredBytes = progress.Bytes?.Transferred };
        }

        var guest = await locator.FindAsync(ticket.Request.Guest, cancellationToken).ConfigureAwait(false);
        return progress is null ? ByPlaceAlone(ticket, guest, task is null) : Ended(ticket, task!, progress, guest);
    }

    // The task cannot be asked. A guest on its target that is not locked has arrived; anything else is not known.
    private static MigrationStatus ByPlaceAlone(MigrationTicket ticket, GuestRow? guest, bool hasNoTask)
    {
        var isLocked = guest?.Row.Lock is { Length: > 0 };
        var state = guest is not null && guest.Node == ticket.Request.To && !isLocked ? MigrationState.Ended
            : hasNoTask && isLocked ? MigrationState.Running
            : MigrationState.Unknown;
        return new MigrationStatus { State = state, Node = guest?.Node };
    }

    private MigrationStatus Ended(MigrationTicket ticket, Upid task, TaskProgress progress, GuestRow? guest)
    {
        var label = GuestLabel.Of(ticket.Request.Kind, ticket.Request.Guest, guest?.Row.Name);
        if (guest is not null && guest.Node != ticket.Request.From)
        {
            _endSeen.TryRemove(task.Text, out _);
            return new MigrationStatus { State = MigrationState.Ended, Node = guest.Node, Progress = 1, Error = progress.HasSucceeded ? null : progress.ExitStatus };
        }

        if (!progress.HasSucceeded)
        {
            return new MigrationStatus { State = MigrationState.Failed, Node = guest?.Node, Error = progress.ExitStatus };
        }

        if (time.GetUtcNow() - _endSeen.GetOrAdd(task.Text, _ => time.GetUtcNow()) < PlaceLag)
        {
            return new MigrationStatus { State = MigrationState.Running, Node = guest?.Node, Progress = 1 };
        }

        _endSeen.TryRemove(task.Text, out _);
        return new MigrationStatus
        {
            State = MigrationState.Failed,
            Node = guest?.Node,
            Error = guest is null ? $"{label} is not in the cluster any more." : $"The task ended well, but {label} is still on {guest.Node}.",
        };
    }
}
