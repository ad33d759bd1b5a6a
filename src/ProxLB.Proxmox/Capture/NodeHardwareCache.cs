using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Remembers nodes' hardware and versions. They are read again when a node has been started anew, or when they have grown old.</summary>
internal sealed partial class NodeHardwareCache(ProxmoxClient client, ClusterFeatures features, TimeProvider time, TimeSpan maxAge, ILogger logger)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The hardware by node; of nodes that do not answer what was known before, if anything.</summary>
    /// <param name="nodes">The online nodes and how long they have been up, in seconds.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<IReadOnlyDictionary<string, NodeHardware>> ReadAsync(IReadOnlyCollection<(string Node, long? Uptime)> nodes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stale = nodes.Where(node => !(_entries.TryGetValue(node.Node, out var entry) && entry.ReadAgainAt > now && !(node.Uptime < entry.Uptime)));
        await Task.WhenAll(stale.Select(node => RefreshAsync(node.Node, node.Uptime, now, cancellationToken))).ConfigureAwait(false);
        return _entries.ToDictionary(entry => entry.Key, entry => entry.Value.Hardware, StringComparer.OrdinalIgnoreCase);
    }

    private async Task RefreshAsync(string node, long? uptime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.GetAsync($"nodes/{node}/status", ApiContext.Default.NodeStatusAnswer, cancellationToken).ConfigureAwait(false);
            var version = PveVersion.NumberOf(answer?.PveVersion);
            if (PveVersion.Parse(version) is { } parsed)
            {
                features.Node(node, parsed);
            }

            var flags = (answer?.CpuInfo?.Flags ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _entries[node] = new Entry(new NodeHardware(version, answer?.CpuInfo?.Model, flags, answer?.CpuInfo?.Cpus, answer?.Memory?.Total), uptime, now + maxAge);
        }
        catch (ApiException failure)
        {
            LogUnknown(node, failure.Message);
        }
    }

    [LoggerMessage(1121, LogLevel.Warning, "The hardware of node {Node} could not be read: {Reason}")]
    private partial void LogUnknown(string node, string reason);

    private sealed record Entry(NodeHardware Hardware, long? Uptime, DateTimeOffset ReadAgainAt);
}
