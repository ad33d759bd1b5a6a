using System.Collections.Concurrent;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads what nodes and guests use, over the window that is asked for.</summary>
/// <remarks>
/// A node's figure is what the host itself uses now, and on top of it its guests' figures. So the figures always belong to the present placement:
/// an average of the node's own samples would still hold a guest that left half a window ago.
/// </remarks>
internal sealed class UsageReader(ProxmoxClient client, ClusterFeatures features, ProxmoxOptions options, TimeProvider time)
{
    private readonly RrdReader _rrd = new(client, features);
    private readonly MetricsHistory _metrics = new(client, time);
    private readonly Statistic _statistic = Statistic.Parse(options.Measure.Statistic)!;
    private readonly ConcurrentDictionary<int, double> _lastCpu = new();

    private TimeSpan Window => options.Measure.Window;

    public async Task<UsageFacts> ReadAsync(ClusterRows rows, Reading reading, CancellationToken cancellationToken)
    {
        var nodeRrds = ReadNodeRrdsAsync(rows, reading, cancellationToken);
        var guests = await ReadGuestsAsync(rows, reading, cancellationToken).ConfigureAwait(false);
        var rrds = await nodeRrds.ConfigureAwait(false);
        var nodes = rows.Nodes.Where(node => node is { Online: true, Row: not null })
            .ToDictionary(node => node.Name, node => Node(node, [.. rows.Guests.Where(guest => guest.Node == node.Name && guest.IsRunning == true)], guests, rrds.GetValueOrDefault(node.Name)), StringComparer.OrdinalIgnoreCase);
        return new UsageFacts(nodes, guests);
    }

    private async Task<Dictionary<string, IReadOnlyList<RrdRow>?>> ReadNodeRrdsAsync(ClusterRows rows, Reading reading, CancellationToken cancellationToken)
    {
        if (!features.HasPressure)
        {
            return [];
        }

        var window = Window > TimeSpan.Zero ? Window : TimeSpan.FromMinutes(5);
        var read = await Task.WhenAll(rows.Nodes.Where(node => node.Online)
            .Select(async node => (node.Name, Rows: await _rrd.ReadNodeAsync(node.Name, window, reading, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        return read.ToDictionary(node => node.Name, node => node.Rows, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<IReadOnlyDictionary<int, GuestUsage>> ReadGuestsAsync(ClusterRows rows, Reading reading, CancellationToken cancellationToken)
    {
        var readsPressure = options.ReadGuestPressure && features.HasPressure;
        var pressure = readsPressure ? ReadGuestRrdsAsync(rows, reading, cancellationToken) : null; // needed anyway: no need to wait for the metrics
        var usesMetrics = Window > TimeSpan.Zero && Window <= MetricsHistory.Reach && features.HasMetricsExport;
        usesMetrics = usesMetrics && await _metrics.RefreshAsync(rows.Guests, rows.Nodes.Count, Window, reading, cancellationToken).ConfigureAwait(false);
        var rrds = pressure is not null ? await pressure.ConfigureAwait(false)
            : Window > TimeSpan.Zero && !usesMetrics ? await ReadGuestRrdsAsync(rows, reading, cancellationToken).ConfigureAwait(false)
            : [];
        var now = (usesMetrics ? _metrics.ClusterNow : null) ?? time.GetUtcNow().ToUnixTimeSeconds();
        return rows.Guests.ToDictionary(guest => guest.Id, guest => Guest(guest, rrds.GetValueOrDefault(guest.Id), usesMetrics, readsPressure, now));
    }

    private async Task<ConcurrentDictionary<int, IReadOnlyList<RrdRow>>> ReadGuestRrdsAsync(ClusterRows rows, Reading reading, CancellationToken cancellationToken)
    {
        var rrds = new ConcurrentDictionary<int, IReadOnlyList<RrdRow>>();
        await SilentNodes.EachAsync(rows.Guests.Where(MayMove), async guest =>
        {
            if (await _rrd.ReadGuestAsync(guest, Window > TimeSpan.Zero ? Window : TimeSpan.FromMinutes(5), reading, cancellationToken).ConfigureAwait(false) is { } read)
            {
                rrds[guest.Id] = read;
            }
        }).ConfigureAwait(false);
        return rrds;
    }

    private GuestUsage Guest(GuestRow guest, IReadOnlyList<RrdRow>? rrd, bool usesMetrics, bool readsPressure, long now)
    {
        if (guest.IsRunning != true)
        {
            _lastCpu.TryRemove(guest.Id, out _);
            return GuestUsage.Unknown;
        }

        var samples = usesMetrics ? _metrics.Of(guest) : [.. (rrd ?? []).Where(row => row.Cpu >= 0).Select(row => new CpuSample(row.Time!.Value, row.Cpu!.Value))];
        var measured = Window > TimeSpan.Zero ? GuestFigures.Share(samples, guest, now, _statistic) : null;
        var cores = GuestFigures.Cores(guest, measured ?? GuestFigures.LastShare(guest)) ?? (_lastCpu.TryGetValue(guest.Id, out var before) ? before : null);
        if (cores is { } known)
        {
            _lastCpu[guest.Id] = known;
        }

        return new GuestUsage(cores, GuestFigures.Memory(guest, usesMetrics ? null : rrd, _statistic), readsPressure ? PressureBuilder.Build(rrd, _statistic) : null);
    }

    private NodeUsage Node(NodeRow node, IReadOnlyList<GuestRow> guests, IReadOnlyDictionary<int, GuestUsage> usage, IReadOnlyList<RrdRow>? rrd)
    {
        var row = node.Row!;
        double? cpu = row is { Cpu: >= 0, MaxCpu: > 0 }
            ? Math.Max(0, (row.Cpu * row.MaxCpu).Value - guests.Sum(guest => GuestFigures.Cores(guest, guest.Row.Cpu) ?? 0)) + guests.Sum(guest => usage[guest.Id].CpuCores ?? 0)
            : null;
        long? memory = row.Mem > 0
            ? Math.Max(0, row.Mem.Value - guests.Sum(guest => GuestFigures.LastMemory(guest) ?? 0)) + guests.Sum(guest => usage[guest.Id].MemoryBytes ?? 0)
            : null;
        var arc = rrd?.LastOrDefault(sample => sample.ArcSize is >= 0)?.ArcSize ?? 0;
        var floor = options.ArcFloor ?? ((row.MaxMem ?? 0) / ZfsMinimumShare);
        var reclaimable = Math.Max(0, (long)Math.Min(arc, long.MaxValue / 2) - floor);
        return new NodeUsage(cpu, memory is { } used && row.MaxMem > 0 ? Math.Min(used, row.MaxMem.Value) : memory, reclaimable, PressureBuilder.Build(rrd, _statistic));
    }

    // ZFS keeps at least this part of the memory.
    private const int ZfsMinimumShare = 32;

    private static bool MayMove(GuestRow guest) => guest.IsRunning == true && guest.Row.Template != true;
}
