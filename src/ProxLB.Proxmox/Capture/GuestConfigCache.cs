using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Remembers guests' configurations. One is read again when its row in the cluster's resources has changed, or when it has grown old.</summary>
internal sealed partial class GuestConfigCache(ProxmoxClient client, TimeProvider time, TimeSpan maxAge, ILogger logger)
{
    private readonly ConcurrentDictionary<int, Entry> _entries = new();

    /// <summary>The configurations of these guests, by VMID; one that cannot be read is missing.</summary>
    public async Task<IReadOnlyDictionary<int, GuestConfig>> ReadAsync(IReadOnlyCollection<GuestRow> guests, SilentNodes nodes, CancellationToken cancellationToken)
    {
        Forget(guests);
        var now = time.GetUtcNow();
        var stale = guests.Where(guest => !(_entries.TryGetValue(guest.Id, out var entry) && entry.ReadAgainAt > now && entry.Row == Visible(guest))).ToList();
        var failures = new ConcurrentDictionary<int, string>();
        await SilentNodes.EachAsync(stale, async guest =>
        {
            if (await RefreshAsync(guest, nodes, now, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                failures[guest.Id] = $"{guest.Label}: {failure.Message}";
            }
        }).ConfigureAwait(false);
        if (!failures.IsEmpty)
        {
            LogUnknown(failures.Count, failures.MinBy(failure => failure.Key).Value);
        }

        return guests.Where(guest => _entries.ContainsKey(guest.Id)).ToDictionary(guest => guest.Id, guest => _entries[guest.Id].Config);
    }

    /// <summary>What is remembered of a guest's configuration; null if nothing is.</summary>
    public GuestConfig? Remembered(int guest) => _entries.TryGetValue(guest, out var entry) ? entry.Config : null;

    /// <summary>Has a guest's configuration read again by the next capture; until then what is remembered stays.</summary>
    public void Distrust(int guest)
    {
        if (_entries.TryGetValue(guest, out var entry))
        {
            _entries.TryUpdate(guest, entry with { ReadAgainAt = DateTimeOffset.MinValue }, entry);
        }
    }

    /// <summary>The guest that has one of these identifiers; null if none is remembered.</summary>
    public int? Find(IReadOnlyCollection<string> identifiers) =>
        _entries.Where(entry => entry.Value.Config.Identifiers.Any(identifiers.Contains)).Select(entry => (int?)entry.Key).Min();

    /// <summary>One guest's configuration, from the cluster.</summary>
    public async Task<GuestConfig> ReadNowAsync(GuestRow guest, CancellationToken cancellationToken)
    {
        var settings = await client.GetAsync(PathOf(guest), ApiContext.Default.Map, cancellationToken).ConfigureAwait(false)
            ?? throw new ApiException(ApiFailure.BadAnswer, $"The configuration of {guest.Label} is empty.", "no configuration");
        return GuestConfig.Parse(settings, guest.IsContainer);
    }

    private async Task<ApiException?> RefreshAsync(GuestRow guest, SilentNodes nodes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isNew = !_entries.TryGetValue(guest.Id, out _);
        try
        {
            var config = await nodes.AskAsync(guest.Node, () => ReadNowAsync(guest, cancellationToken)).ConfigureAwait(false);
            _entries[guest.Id] = new Entry(config, Visible(guest), now + (isNew ? maxAge * Share(guest.Id) : maxAge));
            return null;
        }
        catch (ApiException failure)
        {
            _entries.TryRemove(guest.Id, out _);
            return failure;
        }
    }

    private void Forget(IReadOnlyCollection<GuestRow> guests)
    {
        var present = guests.Select(guest => guest.Id).ToHashSet();
        foreach (var gone in _entries.Keys.Where(id => !present.Contains(id)))
        {
            _entries.TryRemove(gone, out _);
        }
    }

    // Configurations that are first read together grow old at different times: between a tenth of the age and all of it.
    private static double Share(int id) => 0.1 + (0.9 * (((uint)id * 2654435761u) >> 8 & 0xFFFF) / 0xFFFF);

    private static VisibleRow Visible(GuestRow guest) =>
        new(guest.Node, guest.Row.Name, guest.Row.Tags, guest.Row.Pool, guest.Row.Lock, guest.Row.MaxCpu, guest.Row.MaxMem, guest.Row.MaxDisk, guest.Row.Template);

    private static string PathOf(GuestRow guest) => $"{guest.ApiPath}/config?current=1";

    [LoggerMessage(1111, LogLevel.Warning, "The configurations of {Count} guests could not be read; they stay where they are. The first: {Reason}")]
    private partial void LogUnknown(int count, string reason);

    private sealed record Entry(GuestConfig Config, VisibleRow Row, DateTimeOffset ReadAgainAt);

    private sealed record VisibleRow(string Node, string? Name, string? Tags, string? Pool, string? Lock, double? Cores, long? Memory, long? Disk, bool? Template);
}
