using System.Globalization;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>
/// Guests' CPU use of the last half hour, every ten seconds, from one call for the whole cluster. What was read stays in memory, so that
/// later captures ask for what is new only; the first asks for as much as is bearable in one answer.
/// </summary>
internal sealed class MetricsHistory(ProxmoxClient client, TimeProvider time)
{
    /// <summary>How far back the cluster remembers.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromMinutes(30);

    private const int RowsAtOnce = 250_000;
    private const int RowsPerGuest = 8;
    private const int RowsPerNode = 25;
    private const int SecondsPerGeneration = 10;
    private const int FewestGenerations = 6;
    private const long LargestLag = 60;
    private const long LargestClockError = 366 * 86400;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, GuestSamples> _samples = new(StringComparer.Ordinal);
    private long _newest;
    private long _newestSeenAt;
    private volatile bool _hasHistory;

    /// <summary>The cluster's time in seconds since 1970, by its own clocks; null before the first answer.</summary>
    public long? ClusterNow
    {
        get
        {
            lock (_lock)
            {
                return _newest == 0 ? null : _newest + Math.Max(0, Now - _newestSeenAt);
            }
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Asks for what is new. False if the call failed.</summary>
    public async Task<bool> RefreshAsync(IReadOnlyList<GuestRow> guests, int nodes, TimeSpan window, Reading reading, CancellationToken cancellationToken)
    {
        // How far back to ask is told by the cluster's clock, which ours may be far from: with a wrong one all or nothing would come.
        if (ClusterNow is null && !await AskAsync("", guests, window, reading, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (ClusterNow is not { } now)
        {
            return true; // nothing runs
        }

        var isRead = await AskAsync($"?history=1&start-time={StartTime(now, guests, nodes, window)}", guests, window, reading, cancellationToken).ConfigureAwait(false);
        _hasHistory |= isRead;
        return isRead;
    }

    /// <summary>What is known about a guest in the window, oldest first.</summary>
    public IReadOnlyList<CpuSample> Of(GuestRow guest)
    {
        lock (_lock)
        {
            return _samples.TryGetValue(IdOf(guest), out var samples) ? samples.All : [];
        }
    }

    private async Task<bool> AskAsync(string query, IReadOnlyList<GuestRow> guests, TimeSpan window, Reading reading, CancellationToken cancellationToken)
    {
        var samples = await reading.TryAsync("GET /cluster/metrics/export", async () => (IReadOnlyList<MetricSample>?)await client
            .GetMetricsAsync("cluster/metrics/export" + query, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (samples is not null)
        {
            Add(samples, guests, window);
        }

        return samples is not null;
    }

    // The nodes' clocks differ, and each node takes its samples at its own moment: the node that is furthest behind is asked for what is new.
    private long StartTime(long now, IReadOnlyList<GuestRow> guests, int nodes, TimeSpan window)
    {
        var generations = Math.Clamp(RowsAtOnce / ((guests.Count * RowsPerGuest) + (nodes * RowsPerNode) + 1), FewestGenerations, (int)window.TotalSeconds / SecondsPerGeneration + 1);
        var bearable = now - (generations * SecondsPerGeneration);
        lock (_lock)
        {
            var known = guests.Where(guest => guest.IsRunning == true).Select(guest => _samples.GetValueOrDefault(IdOf(guest))?.Newest).Where(newest => newest > _newest - LargestLag).Min();
            return _hasHistory ? Math.Max(known ?? 0, bearable) : bearable;
        }
    }

    private void Add(IReadOnlyList<MetricSample> samples, IReadOnlyList<GuestRow> guests, TimeSpan window)
    {
        lock (_lock)
        {
            foreach (var sample in samples.Where(sample => sample.Timestamp < Now + LargestClockError))
            {
                if (!_samples.TryGetValue(sample.Id, out var known))
                {
                    _samples[sample.Id] = known = new GuestSamples();
                }

                known.Add(new CpuSample(sample.Timestamp, sample.Value));
                if (sample.Timestamp > _newest)
                {
                    (_newest, _newestSeenAt) = (sample.Timestamp, Now);
                }
            }

            var present = guests.Select(IdOf).ToHashSet(StringComparer.Ordinal);
            foreach (var (id, known) in _samples)
            {
                known.Forget(_newest - (long)window.TotalSeconds);
                if (known.IsEmpty || !present.Contains(id))
                {
                    _samples.Remove(id);
                }
            }
        }
    }

    private static string IdOf(GuestRow guest) => string.Create(CultureInfo.InvariantCulture, $"{(guest.IsContainer ? "lxc" : "qemu")}/{guest.Id}");
}
