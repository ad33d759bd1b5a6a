using Microsoft.Extensions.Logging;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Looks, right before a migration, whether it can still be started: one round of calls, each question answered from the cluster's present state.</summary>
internal sealed class MigrationChecker(ProxmoxClient client, ClusterFeatures features, ClusterCapture capture, HaReader haReader, ProxmoxOptions options, ILogger logger)
{
    public async Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        var reading = new Reading(features, logger);
        var status = client.GetListAsync("cluster/status", ApiContext.Default.ClusterStatusEntry, cancellationToken);
        var resources = client.GetListAsync("cluster/resources", ApiContext.Default.ClusterResource, cancellationToken);
        var settings = reading.TryAsync("GET /cluster/options", () => client.GetAsync("cluster/options", ApiContext.Default.ClusterOptionsAnswer, cancellationToken));
        var manager = haReader.ReadManagerAsync(reading, cancellationToken);
        var haResources = reading.TryAsync("GET /cluster/ha/resources",
            async () => (IReadOnlyList<HaResource>?)await client.GetListAsync("cluster/ha/resources", ApiContext.Default.HaResource, cancellationToken).ConfigureAwait(false));
        var rules = request.RuleDigest is null ? null : haReader.ReadRulesAsync(reading, cancellationToken);
        var precondition = new PreconditionReader(client, features).ReadAsync(request, cancellationToken);
        await Task.WhenAll(status, resources).ConfigureAwait(false);
        var rows = new ClusterRows(await status.ConfigureAwait(false), await resources.ConfigureAwait(false));
        var ha = new HaCheck(await manager.ConfigureAwait(false), await haResources.ConfigureAwait(false));
        var native = new NativeCheck(capture.WasNativeRebalancing, options.HaOwnership, await settings.ConfigureAwait(false), await haResources.ConfigureAwait(false));
        var refused = await precondition.ConfigureAwait(false);
        var digest = rules is null ? null : DigestOf(await rules.ConfigureAwait(false));

        var configured = await CheckConfigAsync(request, rows, cancellationToken).ConfigureAwait(false);
        return CheckQuorum(rows)
            ?? CheckPlace(request, rows)
            ?? ha.Check(request)
            ?? native.Check(request)
            ?? (digest != request.RuleDigest ? new MigrationCheck(MigrationCheckResult.Changed, "The HA manager's rules are not those that the plan was made under, or cannot be read.") : null)
            ?? CheckTarget(request, rows)
            ?? CheckGuest(request, rows)
            ?? configured
            ?? refused
            ?? new MigrationCheck(MigrationCheckResult.Ready) { Guests = PlacesOf(rows) };
    }

    private static Dictionary<int, GuestPlace> PlacesOf(ClusterRows rows)
    {
        var places = new Dictionary<int, GuestPlace>(rows.Guests.Count);
        foreach (var guest in rows.Guests)
        {
            places[guest.Id] = new GuestPlace(guest.Node, guest.IsRunning, guest.Row.Lock == "migrate" || guest.Row.HaState is "migrate" or "relocate");
        }

        return places;
    }

    private static string? DigestOf((IReadOnlyList<HaRuleEntry>? Rules, IReadOnlyList<HaGroupEntry>? Groups) read) =>
        read.Rules is null || read.Groups is null ? null : HaRuleDigest.Of(new HaFacts { Rules = HaFactsBuilder.Rules(read.Rules), Groups = HaFactsBuilder.Groups(read.Groups) });

    private static MigrationCheck? CheckQuorum(ClusterRows rows) =>
        rows.Quorate ? null : new MigrationCheck(MigrationCheckResult.Stop, "The cluster has no quorum.");

    private static MigrationCheck? CheckPlace(MigrationRequest request, ClusterRows rows)
    {
        var label = GuestLabel.Of(request.Kind, request.Guest);
        var guest = rows.Guests.FirstOrDefault(row => row.Id == request.Guest);
        return guest switch
        {
            null => new MigrationCheck(MigrationCheckResult.Changed, $"{label} is not in the cluster any more."),
            _ when guest.Kind != request.Kind => new MigrationCheck(MigrationCheckResult.Changed, $"{label} is now {guest.Label}."),
            _ when guest.Node == request.To && string.IsNullOrEmpty(guest.Row.Lock) => new MigrationCheck(MigrationCheckResult.AlreadyThere, $"{guest.Label} is on {request.To}."),
            _ when guest.Node != request.From && guest.Node != request.To => new MigrationCheck(MigrationCheckResult.Changed, $"{guest.Label} is on {guest.Node}, not on {request.From}."),
            _ when !string.IsNullOrEmpty(guest.Row.Lock) => new MigrationCheck(MigrationCheckResult.Wait, $"{guest.Label} is locked ({guest.Row.Lock})."),
            _ when guest.IsRunning is null => new MigrationCheck(MigrationCheckResult.Wait, $"The cluster does not know whether {guest.Label} runs."),
            _ => null,
        };
    }

    private MigrationCheck? CheckTarget(MigrationRequest request, ClusterRows rows)
    {
        var source = rows.Nodes.FirstOrDefault(node => node.Name == request.From);
        var target = rows.Nodes.FirstOrDefault(node => node.Name == request.To);
        if (target is not { Online: true } || source is not { Online: true })
        {
            return new MigrationCheck(MigrationCheckResult.Changed, $"Node {(target is not { Online: true } ? request.To : request.From)} is not online.");
        }

        if (request.RequiredMemoryBytes is not { } required)
        {
            return null;
        }

        if (target.Row is not { MaxMem: > 0, Mem: >= 0 } row)
        {
            return new MigrationCheck(MigrationCheckResult.Changed, $"The memory in use on {request.To} is not known.");
        }

        var free = row.MaxMem.Value - row.Mem.Value + capture.ReclaimableOn(request.To);
        return free >= required ? null : new MigrationCheck(MigrationCheckResult.Changed, $"{request.To} has {Gibi(free)} GiB of memory left, {Gibi(required)} GiB are needed.");
    }

    private MigrationCheck? CheckGuest(MigrationRequest request, ClusterRows rows)
    {
        var guest = rows.Guests.First(row => row.Id == request.Guest);
        var expectsRunning = request.Mode != Core.Planning.MigrationMode.Offline;
        if (guest.IsRunning != expectsRunning)
        {
            return new MigrationCheck(MigrationCheckResult.Changed, $"{guest.Label} {(expectsRunning ? "does not run any more" : "was started meanwhile")}.");
        }

        return expectsRunning && request.Kind == GuestKind.Vm && !options.Live
            ? new MigrationCheck(MigrationCheckResult.Refused, $"{guest.Label} runs, and live migration is switched off (live: false).")
            : null;
    }

    private async Task<MigrationCheck?> CheckConfigAsync(MigrationRequest request, ClusterRows rows, CancellationToken cancellationToken)
    {
        if (rows.Guests.FirstOrDefault(row => row.Id == request.Guest) is not { } guest)
        {
            return null;
        }

        try
        {
            return await capture.HasConfigChangedAsync(guest, cancellationToken).ConfigureAwait(false)
                ? new MigrationCheck(MigrationCheckResult.Changed, $"The disks, devices or CPU type of {guest.Label} are not those of the plan any more.")
                : null;
        }
        catch (ApiException failure) when (failure.Failure is not (ApiFailure.NotAuthenticated or ApiFailure.NotTrusted))
        {
            return new MigrationCheck(MigrationCheckResult.Wait, $"The configuration of {guest.Label} cannot be read: {failure.Reason}");
        }
    }

    private static string Gibi(long bytes) => (bytes / (double)(1L << 30)).ToString("0.0");
}
