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

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<CpuSample>> _samples = new(StringComparer.Ordinal);
    private long _newest;

    /// <summary>Asks for what is new. False if the call failed.</summary>
    public async Task<bool> RefreshAsync(int guests, int nodes, TimeSpan window, Reading reading, CancellationToken cancellationToken)
    {
        var from = StartTime(guests, nodes, window);
        var rows = await reading.TryAsync("GET /cluster/metrics/export", async () => (IReadOnlyList<MetricSample>?)await client
            .GetListAsync($"cluster/metrics/export?history=1&start-time={from}", ApiContext.Default.MetricSample, cancellationToken, nested: true).ConfigureAwait(false)).ConfigureAwait(false);
        if (rows is null)
        {
            return false;
        }

        Add(rows, window);
        return true;
    }

    /// <summary>What is known about a guest in the window, oldest first.</summary>
    public IReadOnlyList<CpuSample> Of(GuestRow guest)
    {
        lock (_lock)
        {
            return _samples.TryGetValue($"{(guest.IsContainer ? "lxc" : "qemu")}/{guest.Id}", out var samples) ? [.. samples] : [];
        }
    }

    private long StartTime(int guests, int nodes, TimeSpan window)
    {
        var generations = Math.Clamp(RowsAtOnce / ((guests * RowsPerGuest) + (nodes * RowsPerNode) + 1), FewestGenerations, (int)window.TotalSeconds / SecondsPerGeneration + 1);
        var bearable = time.GetUtcNow().ToUnixTimeSeconds() - (generations * SecondsPerGeneration);
        lock (_lock)
        {
            return Math.Max(_newest, bearable);
        }
    }

    private void Add(IReadOnlyList<MetricSample> rows, TimeSpan window)
    {
        lock (_lock)
        {
            var before = _newest;
            foreach (var row in rows.Where(row => row.Id.Length > 0 && row.Timestamp > before))
            {
                if (!_samples.TryGetValue(row.Id, out var samples))
                {
                    _samples[row.Id] = samples = new Queue<CpuSample>();
                }

                samples.Enqueue(new CpuSample(row.Timestamp, row.Value));
                _newest = Math.Max(_newest, row.Timestamp);
            }

            Trim(_newest - (long)window.TotalSeconds);
        }
    }

    private void Trim(long oldest)
    {
        foreach (var (id, samples) in _samples.ToList())
        {
            while (samples.TryPeek(out var first) && first.Time <= oldest)
            {
                samples.Dequeue();
            }

            if (samples.Count == 0)
            {
                _samples.Remove(id);
            }
        }
    }
}
