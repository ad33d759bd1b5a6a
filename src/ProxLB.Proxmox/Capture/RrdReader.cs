using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads the round-robin databases, in the finest resolution that covers the window.</summary>
internal sealed class RrdReader(ProxmoxClient client, ClusterFeatures features)
{
    /// <summary>The rows of a node within the window, oldest first; null if they could not be read.</summary>
    public Task<IReadOnlyList<RrdRow>?> ReadNodeAsync(string node, TimeSpan window, Reading reading, CancellationToken cancellationToken) =>
        ReadAsync("GET /nodes/{node}/rrddata", node, $"nodes/{node}/rrddata", window, reading, cancellationToken);

    /// <summary>The rows of a guest within the window, oldest first; null if they could not be read.</summary>
    public Task<IReadOnlyList<RrdRow>?> ReadGuestAsync(GuestRow guest, TimeSpan window, Reading reading, CancellationToken cancellationToken) =>
        ReadAsync("GET /nodes/{node}/{qemu|lxc}/{vmid}/rrddata", guest.Node, $"{guest.ApiPath}/rrddata", window, reading, cancellationToken);

    private async Task<IReadOnlyList<RrdRow>?> ReadAsync(string call, string node, string path, TimeSpan window, Reading reading, CancellationToken cancellationToken)
    {
        var rows = await reading.TryAsync(call, async () => (IReadOnlyList<RrdRow>?)await reading.Nodes.AskAsync(node, () => client
            .GetListAsync($"{path}?timeframe={Timeframe(window)}&cf=AVERAGE", ApiContext.Default.RrdRow, cancellationToken)).ConfigureAwait(false)).ConfigureAwait(false);
        return rows is null ? null : Within(rows, window);
    }

    // From PVE 9 on a day is kept by the minute, before that by the half hour.
    private string Timeframe(TimeSpan window) => window <= TimeSpan.FromHours(1) ? "hour"
        : window <= (features.HasPressure ? TimeSpan.FromDays(1) : TimeSpan.FromHours(35)) ? "day"
        : "week";

    private static List<RrdRow> Within(IReadOnlyList<RrdRow> rows, TimeSpan window)
    {
        var timed = rows.Where(row => row.Time > 0).OrderBy(row => row.Time).ToList();
        var oldest = timed.Count == 0 ? 0 : timed[^1].Time - (long)window.TotalSeconds;
        return [.. timed.Where(row => row.Time > oldest)];
    }
}
