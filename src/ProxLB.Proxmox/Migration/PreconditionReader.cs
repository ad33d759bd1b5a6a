using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Json;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Asks Proxmox's own precondition of a migration.</summary>
internal sealed class PreconditionReader(ProxmoxClient client, ClusterFeatures features)
{
    /// <summary>Null if Proxmox has nothing against it, or has no such question for this kind of guest.</summary>
    public async Task<MigrationCheck?> ReadAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        var isContainer = request.Kind == GuestKind.Container;
        if (isContainer && !features.HasContainerPrecondition)
        {
            return null;
        }

        var path = GuestRow.PathOf(request.Kind, request.Guest, request.From) + "/migrate";
        try
        {
            return isContainer
                ? Check(request, await client.GetAsync(path, ApiContext.Default.ContainerPrecondition, cancellationToken).ConfigureAwait(false))
                : await CheckAsync(request, await client.GetAsync(path, ApiContext.Default.VmPrecondition, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            return failure.Failure switch
            {
                ApiFailure.NotSupported => null,
                ApiFailure.Forbidden or ApiFailure.BadParameter => new MigrationCheck(MigrationCheckResult.Refused, failure.Message),
                ApiFailure.Refused when !RefusalText.IsPassing(failure.Reason) => new MigrationCheck(MigrationCheckResult.Refused, failure.Reason),
                _ => new MigrationCheck(MigrationCheckResult.Wait, failure.Reason),
            };
        }
    }

    private async Task<MigrationCheck?> CheckAsync(MigrationRequest request, VmPrecondition? answer, CancellationToken cancellationToken)
    {
        if (answer is null)
        {
            return null;
        }

        var label = GuestLabel.Of(request.Kind, request.Guest);
        if (request.Mode == MigrationMode.Live && answer.LocalResources is { Count: > 0 } resources)
        {
            return new MigrationCheck(MigrationCheckResult.Refused, $"{label} is bound to its host by {string.Join(", ", resources)}.");
        }

        if (request.Mode == MigrationMode.Live && SnapshotDisk(answer.LocalDisks) is { } disk && !await IsReplicatedAsync(request, cancellationToken).ConfigureAwait(false))
        {
            return new MigrationCheck(MigrationCheckResult.Refused, $"{label} runs and has a snapshot on its local disk {disk}; Proxmox cannot move that live.");
        }

        return Check(request, label, answer.AllowedNodes, answer.NotAllowedNodes);
    }

    // With its snapshots: then they are on the target already.
    private async Task<bool> IsReplicatedAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        (await client.GetListAsync("cluster/replication", ApiContext.Default.ReplicationJob, cancellationToken).ConfigureAwait(false))
        .Any(job => job.Guest == request.Guest && job.Disable != true && string.Equals(job.Target, request.To, StringComparison.OrdinalIgnoreCase));

    private static MigrationCheck? Check(MigrationRequest request, ContainerPrecondition? answer) =>
        answer is null ? null : Check(request, GuestLabel.Of(request.Kind, request.Guest), answer.AllowedNodes, answer.NotAllowedNodes);

    // Older versions state no nodes for a running guest. A node that is allowed may also stand among the others, with an empty reason.
    private static MigrationCheck? Check(MigrationRequest request, string label, IReadOnlyList<string>? allowed, JsonElement notAllowed)
    {
        if (allowed is null || allowed.Contains(request.To))
        {
            return null;
        }

        var reason = notAllowed.ValueKind == JsonValueKind.Object && notAllowed.TryGetProperty(request.To, out var reasons) ? Reason(request, reasons) : null;
        return allowed.Count == 0 && reason is null && notAllowed.ValueKind != JsonValueKind.Object
            ? null
            : reason is "" ? null : new MigrationCheck(MigrationCheckResult.Refused, $"Proxmox does not allow {label} on {request.To}{(reason is null ? "" : $": {reason}")}.");
    }

    private static string? Reason(MigrationRequest request, JsonElement reasons)
    {
        if (reasons.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return string.Join("; ", reasons.EnumerateObject()
            .Select(reason => (reason.Name, Texts: Texts(request, reason)))
            .Where(reason => reason.Texts is not [])
            .Select(reason => $"{reason.Name.Replace('_', ' ').Replace('-', ' ')} {string.Join(", ", reason.Texts)}"));
    }

    /// <summary>What a reason names. A storage that the target lacks is none if its disks go to another one; the HA manager asks for no other.</summary>
    private static List<string> Texts(MigrationRequest request, JsonProperty reason) =>
        [.. NamedObjects.Texts(reason.Value).Where(text => request.Ha || !reason.NameEquals("unavailable_storages") || !request.TargetStorage.ContainsKey(text))];

    /// <summary>A local disk with a snapshot; the state of memory in one, and the drive of cloud-init, are moved along whatever refers to them.</summary>
    private static string? SnapshotDisk(JsonElement disks) => disks.ValueKind != JsonValueKind.Array
        ? null
        : disks.EnumerateArray()
            .Where(disk => disk.ValueKind == JsonValueKind.Object && disk.TryGetProperty("referenced_in_snapshot", out var snapshots) && snapshots.ValueKind == JsonValueKind.Object && snapshots.EnumerateObject().Any())
            .Where(disk => !Is(disk, "is_vmstate") && !Is(disk, "is_cloudinit"))
            .Select(disk => disk.TryGetProperty("volid", out var volume) ? volume.ToString() : "?")
            .FirstOrDefault();

    private static bool Is(JsonElement disk, string flag) => disk.TryGetProperty(flag, out var value) && LenientBoolConverter.Parse(value.ToString()) == true;
}
