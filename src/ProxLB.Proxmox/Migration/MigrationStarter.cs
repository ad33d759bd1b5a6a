using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Starts migrations: through the guest's own endpoint, also for those that the HA manager carries out.</summary>
internal sealed class MigrationStarter(ProxmoxClient client, ClusterFeatures features, GuestLocator locator, ProxmoxOptions options, TimeProvider time)
{
    public async Task<MigrationTicket> StartAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        var label = GuestLabel.Of(request.Kind, request.Guest);
        var guest = await locator.FindAsync(request.Guest, cancellationToken).ConfigureAwait(false)
            ?? throw new MigrationRefusedException($"{label} is not in the cluster any more.");
        if (guest.Node != request.From)
        {
            throw new MigrationRefusedException($"{label} is on {guest.Node}, not on {request.From}.");
        }

        var running = guest.IsRunning ?? throw new MigrationRefusedException($"The cluster does not know whether {label} runs.", retryLater: true);
        if (running && request.Kind == GuestKind.Vm && !options.Live)
        {
            throw new MigrationRefusedException($"{label} runs, and live migration is switched off (live: false).");
        }

        var keepsConnections = running && request is { Kind: GuestKind.Vm, Ha: false } && await CanKeepConnectionsAsync(guest, cancellationToken).ConfigureAwait(false);
        var parameters = MigrationParameters.For(request, running, keepsConnections, options, features);
        try
        {
            var task = await client.PostAsync($"{guest.ApiPath}/migrate", parameters, cancellationToken).ConfigureAwait(false);
            var upid = Upid.Parse(task);
            return new MigrationTicket { Request = request, Task = upid?.Text, StartedAt = upid?.StartedAt ?? time.GetUtcNow() };
        }
        catch (ApiException failure)
        {
            throw ToPublic(failure, label, request);
        }
    }

    private async Task<bool> CanKeepConnectionsAsync(GuestRow guest, CancellationToken cancellationToken)
    {
        if (!options.WithConntrackState || !features.HasConntrackState)
        {
            return false;
        }

        try
        {
            var precondition = await client.GetAsync($"{guest.ApiPath}/migrate", ApiContext.Default.VmPrecondition, cancellationToken).ConfigureAwait(false);
            return precondition?.HasDbusVmState == true;
        }
        catch (ApiException)
        {
            return false; // the start itself will say what is wrong
        }
    }

    private Exception ToPublic(ApiException failure, string label, MigrationRequest request) => failure.Failure switch
    {
        ApiFailure.NoAnswer or ApiFailure.NodeNoAnswer or ApiFailure.BadAnswer => new ClusterUnreachableException(
            $"The reply to the start of {label}'s migration to {request.To} was lost, so it may be under way: {failure.Message}", failure),
        ApiFailure.NotConnected or ApiFailure.NotTrusted or ApiFailure.NotAuthenticated => ClusterError.From(failure, client.Caller),
        ApiFailure.NodeNotConnected => new MigrationRefusedException($"{label} was not started towards {request.To}: node {request.From} cannot be reached ({failure.Reason}).", retryLater: true, failure),
        ApiFailure.Forbidden => new MigrationRefusedException($"{label} may not be migrated with these credentials: {failure.Reason}. Grant it with: {client.Caller.GrantCommand("VM.Migrate")}", retryLater: false, failure),
        _ => new MigrationRefusedException($"{label} was refused: {failure.Reason}", RefusalText.IsPassing(failure.Reason), failure),
    };
}
