using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads what nodes and guests use.</summary>
internal sealed class UsageReader(ProxmoxClient client, ClusterFeatures features, ProxmoxOptions options)
{
    public async Task<UsageFacts> ReadAsync(ClusterRows rows, Reading reading, CancellationToken cancellationToken)
    {
        var nodes = await Task.WhenAll(rows.Nodes.Where(node => node is { Online: true, Row: not null })
            .Select(async node => (node.Name, await ReadNodeAsync(node, reading, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        return new UsageFacts(nodes.ToDictionary(node => node.Name, node => node.Item2, StringComparer.OrdinalIgnoreCase), rows.Guests.ToDictionary(guest => guest.Id, Last));
    }

    private async Task<NodeUsage> ReadNodeAsync(NodeRow node, Reading reading, CancellationToken cancellationToken)
    {
        var last = Last(node.Row!);
        if (!features.HasPressure)
        {
            return last;
        }

        var rows = await reading.TryAsync("GET /nodes/{node}/rrddata", async () => (IReadOnlyList<RrdRow>?)await client
            .GetListAsync($"nodes/{node.Name}/rrddata?timeframe=hour&cf=AVERAGE", ApiContext.Default.RrdRow, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var arc = rows?.LastOrDefault(row => row.ArcSize is not null)?.ArcSize ?? 0;
        var floor = options.ArcFloor ?? ((node.Row!.MaxMem ?? 0) / 32);
        return last with { ReclaimableBytes = Math.Max(0, (long)arc - floor) };
    }

    private static NodeUsage Last(ClusterResource row) => new(row is { Cpu: >= 0, MaxCpu: > 0 } ? row.Cpu * row.MaxCpu : null, row.Mem >= 0 ? row.Mem : null);

    private static GuestUsage Last(GuestRow guest) =>
        new(guest.Row is { Cpu: >= 0, MaxCpu: > 0 } ? guest.Row.Cpu * guest.Row.MaxCpu : null, guest.Row.MemHost > 0 ? guest.Row.MemHost : guest.Row.Mem > 0 ? guest.Row.Mem : null);
}
