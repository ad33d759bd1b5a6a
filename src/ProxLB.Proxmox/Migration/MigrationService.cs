using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>All that is done with migrations: look first, start, follow, abort, find again.</summary>
internal sealed class MigrationService
{
    private readonly ProxmoxClient _client;
    private readonly ClusterCapture _capture;
    private readonly MigrationStarter _starter;
    private readonly PlainMigration _plain;
    private readonly HaMigration _ha;
    private readonly TaskFinder _finder;
    private readonly GuestLocator _locator;
    private readonly MigrationChecker _checker;

    public MigrationService(ProxmoxClient client, ClusterFeatures features, ClusterCapture capture, ProxmoxOptions options, TimeProvider time, ILogger logger)
    {
        _client = client;
        _capture = capture;
        _locator = new GuestLocator(client);
        _finder = new TaskFinder(client);
        var follower = new TaskFollower(client);
        var reader = new HaReader(client, features);
        _starter = new MigrationStarter(client, features, _locator, options, time);
        _plain = new PlainMigration(follower, _locator, time);
        _ha = new HaMigration(reader, follower, _finder, _locator, features, logger);
        _checker = new MigrationChecker(client, features, capture, reader, options, logger);
    }

    public async Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        await _capture.EnsureVersionAsync(cancellationToken).ConfigureAwait(false);
        return await _checker.CheckAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<MigrationTicket> StartAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        await _capture.EnsureVersionAsync(cancellationToken).ConfigureAwait(false);
        return await _starter.StartAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<MigrationStatus> AskAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        await _capture.EnsureVersionAsync(cancellationToken).ConfigureAwait(false);
        var task = Upid.Parse(ticket.Task);
        return IsHa(ticket, task)
            ? await _ha.AskAsync(ticket, task, cancellationToken).ConfigureAwait(false)
            : await _plain.AskAsync(ticket, task, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> CancelAsync(MigrationTicket ticket, CancellationToken cancellationToken)
    {
        var task = Upid.Parse(ticket.Task);
        task = IsHa(ticket, task) ? await _ha.FindWorkerAsync(ticket, cancellationToken).ConfigureAwait(false) : task;
        if (task is null)
        {
            return false;
        }

        try
        {
            await _client.DeleteAsync(task.ApiPath, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ApiException failure) when (failure.Failure is ApiFailure.Refused or ApiFailure.Forbidden or ApiFailure.BadParameter)
        {
            throw new MigrationRefusedException(
                $"{GuestLabel.Of(ticket.Request.Kind, ticket.Request.Guest)}: its migration could not be aborted: {failure.Reason}", retryLater: false, failure);
        }
    }

    public async Task<MigrationTicket?> FindAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        string[] types = [.. request.Ha ? [TaskFinder.HaRequestType] : Array.Empty<string>(), .. TaskFinder.WorkerTypes(request.Kind)];
        if (await _finder.FindAsync(request, notBefore, types, cancellationToken).ConfigureAwait(false) is { } task)
        {
            return new MigrationTicket { Request = request, Task = task.Text, StartedAt = task.StartedAt };
        }

        var guest = await _locator.FindAsync(request.Guest, cancellationToken).ConfigureAwait(false);
        return guest?.Row.Lock == "migrate" || guest?.Row.HaState is "migrate" or "relocate"
            ? new MigrationTicket { Request = request, Task = null, StartedAt = notBefore }
            : null;
    }

    // The request's flag is what was planned; the task's type is what became of it.
    private static bool IsHa(MigrationTicket ticket, Upid? task) => task is null ? ticket.Request.Ha : task.Type == TaskFinder.HaRequestType || ticket.Request.Ha;
}
