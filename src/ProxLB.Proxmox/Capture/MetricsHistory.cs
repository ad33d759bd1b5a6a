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

    private const long LatestDelay = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, GuestSamples> _samples = new(StringComparer.Ordinal);
    private long _newest;

    /// <summary>Asks for what is new. False if the call failed.</summary>
    public async Task<bool> RefreshAsync(IReadOnlyList<GuestRow> guests, int nodes, TimeSpan window, Reading reading, CancellationToken cancellationToken)
    {
        var from = StartTime(guests, nodes, window);
        var samples = await reading.TryAsync("GET /cluster/metrics/export", async () => (IReadOnlyList<MetricSample>?)await client
            .GetMetricsAsync($"cluster/metrics/export?history=1&start-time={from}", cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (samples is null)
        {
            return false;
        }

        Add(samples, guests, window);
        return true;
    }

    /// <summary>What is known about a guest in the window, oldest first.</summary>
    public IReadOnlyList<CpuSample> Of(GuestRow guest)
    {
        lock (_lock)
        {
            return _samples.TryGetValue(IdOf(guest), out var samples) ? samples.All : [];
        }
    }

    // The nodes' clocks differ, and each node takes its samples at its own moment: the node that is furthest behind is asked for what is new.
    private long StartTime(IReadOnlyList<GuestRow> guests, int nodes, TimeSpan window)
    {
        var generations = Math.Clamp(RowsAtOnce / ((guests.Count * RowsPerGuest) + (nodes * RowsPerNode) + 1), FewestGenerations, (int)window.TotalSeconds / SecondsPerGeneration + 1);
        var bearable = time.GetUtcNow().ToUnixTimeSeconds() - (generations * SecondsPerGeneration);
        lock (_lock)
        {
            var known = guests.Where(guest => guest.IsRunning == true)
                .Select(guest => _samples.GetValueOrDefault(IdOf(guest))?.Newest)
                .Where(newest => newest > _newest - LatestDelay).Min();
            return Math.Max(known ?? 0, bearable);
        }
    }

    private void Add(IReadOnlyList<MetricSample> samples, IReadOnlyList<GuestRow> guests, TimeSpan window)
    {
        lock (_lock)
        {
            foreach (var sample in samples)
            {
                if (!_samples.TryGetValue(sample.Id, out var known))
                {
                    _samples[sample.Id] = known = new GuestSamples();
                }

                known.Add(new CpuSample(sample.Timestamp, sample.Value));
                _newest = Math.Max(_newest, sample.Timestamp);
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
