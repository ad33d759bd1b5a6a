using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>
/// Follows a migration that the HA manager carries out. Its task is only the request; the HA manager acts in rounds of ten seconds, may choose
/// another node, and may take the guest back. So the guest must rest on one node for two rounds before the migration counts as ended.
/// </summary>
internal sealed class HaMigration(HaReader reader, TaskFollower tasks, TaskFinder finder, GuestLocator locator, ClusterFeatures features, ILogger logger)
{
    private const long TwoRounds = 20;
    private const long DroppedAfter = 60;

    private readonly ConcurrentDictionary<string, HaProgress> _progress = new(StringComparer.Ordinal);

    public async Task<MigrationStatus> AskAsync(MigrationTicket ticket, Upid? request, CancellationToken cancellationToken)
    {
        var key = ticket.Task ?? $"{ticket.Request.Guest}@{ticket.StartedAt.ToUnixTimeSeconds()}";
        var seen = _progress.GetOrAdd(key, _ => new HaProgress());
        var reading = new Reading(features, logger);
        var manager = await reader.ReadManagerAsync(reading, cancellationToken).ConfigureAwait(false);
        var guest = await locator.FindAsync(ticket.Request.Guest, cancellationToken).ConfigureAwait(false);
        if (manager is null)
        {
            return new MigrationStatus { State = MigrationState.Unknown, Node = guest?.Node };
        }

        var services = SnapshotBuilder.HaServices(manager);
        int[] members = [ticket.Request.Guest, .. ticket.Request.Carries];
        if (members.Any(member => IsMoving(services.GetValueOrDefault(member))) || guest?.Row.Lock == "migrate")
        {
            seen.MotionSeen = true;
            seen.RestingOn = null;
            return await RunningAsync(ticket, seen, guest, cancellationToken).ConfigureAwait(false);
        }

        var status = await AtRestAsync(ticket, request, seen, guest, services, manager.Timestamp ?? 0, cancellationToken).ConfigureAwait(false);
        if (status.State is MigrationState.Ended or MigrationState.Failed)
        {
            _progress.TryRemove(key, out _);
        }

        return status;
    }

    /// <summary>The task that does the work, to be aborted; null if it is not under way.</summary>
    public Task<Upid?> FindWorkerAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        finder.FindAsync(ticket.Request, ticket.StartedAt, TaskFinder.WorkerTypes(ticket.Request.Kind), cancellationToken);

    private static bool IsMoving(HaServiceStatus? service) => service?.State is "migrate" or "relocate" or "fence" or "recovery" || service?.Command is { Count: > 0 };

    private async Task<MigrationStatus> RunningAsync(MigrationTicket ticket, HaProgress seen, GuestRow? guest, CancellationToken cancellationToken)
    {
        seen.Worker ??= await TryFindWorkerAsync(ticket, cancellationToken).ConfigureAwait(false);
        var progress = seen.Worker is null ? null : await tasks.AskAsync(seen.Worker, cancellationToken).ConfigureAwait(false);
        return new MigrationStatus { State = MigrationState.Running, Node = guest?.Node, Progress = progress?.Share, TransferredBytes = progress?.Bytes?.Transferred };
    }

    private async Task<MigrationStatus> AtRestAsync(
        MigrationTicket ticket, Upid? request, HaProgress seen, GuestRow? guest, IReadOnlyDictionary<int, HaServiceStatus> services, long managerTime, CancellationToken cancellationToken)
    {
        var service = services.GetValueOrDefault(ticket.Request.Guest);
        var node = service?.Node ?? guest?.Node;
        if (service?.State == "error")
        {
            return new MigrationStatus { State = MigrationState.Failed, Node = node, Error = "The HA manager has put the guest into the state 'error'; it must be disabled and repaired first." };
        }

        if (node is null || guest?.Node != node)
        {
            return new MigrationStatus { State = MigrationState.Running, Node = guest?.Node };
        }

        if (seen.RestingOn != node)
        {
            seen.RestingOn = node;
            seen.RestingSince = managerTime;
        }

        var isSettled = managerTime - seen.RestingSince >= TwoRounds;
        if (node != ticket.Request.From)
        {
            return isSettled
                ? new MigrationStatus { State = MigrationState.Ended, Node = node, Progress = 1, Error = LeftBehind(ticket, services, node) }
                : new MigrationStatus { State = MigrationState.Running, Node = node, Progress = 1 };
        }

        return await OnSourceAsync(ticket, request, seen, isSettled, managerTime, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MigrationStatus> OnSourceAsync(MigrationTicket ticket, Upid? request, HaProgress seen, bool isSettled, long managerTime, CancellationToken cancellationToken)
    {
        var running = new MigrationStatus { State = MigrationState.Running, Node = ticket.Request.From };
        var asked = request is null ? null : await tasks.AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (asked?.IsRunning == true)
        {
            seen.RestingOn = null;
            return running;
        }

        var isRefused = asked is { HasSucceeded: false };
        var isDropped = managerTime - ticket.StartedAt.ToUnixTimeSeconds() >= DroppedAfter;
        if (!isSettled || !(seen.MotionSeen || isRefused || isDropped))
        {
            return running;
        }

        var worker = seen.Worker ?? await TryFindWorkerAsync(ticket, cancellationToken).ConfigureAwait(false);
        var end = worker is null ? null : await tasks.AskAsync(worker, cancellationToken).ConfigureAwait(false);
        return running with
        {
            State = MigrationState.Failed,
            Error = end is { IsRunning: false, HasSucceeded: false } ? end.ExitStatus
                : isRefused ? asked!.ExitStatus
                : end is { HasSucceeded: true } ? $"The HA manager has taken the guest back to {ticket.Request.From}."
                : seen.MotionSeen ? $"The HA manager could not move the guest; the reason stands in the system log of {ticket.Request.From}."
                : "The HA manager has dropped the request: its rules, its state or the target's state forbid it.",
        };
    }

    private async Task<Upid?> TryFindWorkerAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            return await FindWorkerAsync(ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            return null; // without Sys.Audit on the node it cannot be seen; the place is still watched
        }
    }

    private static string? LeftBehind(MigrationTicket ticket, IReadOnlyDictionary<int, HaServiceStatus> services, string node)
    {
        var left = ticket.Request.Carries.Where(member => services.GetValueOrDefault(member)?.Node is { } other && other != node).ToList();
        return left.Count == 0 ? null : $"Not carried along to {node}: {string.Join(", ", left)}.";
    }
}
