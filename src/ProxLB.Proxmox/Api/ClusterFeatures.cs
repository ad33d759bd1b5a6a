using System.Collections.Concurrent;

namespace ProxLB.Proxmox.Api;

/// <summary>What the cluster understands: by the lowest version among its nodes, and by what it has answered as unknown.</summary>
internal sealed class ClusterFeatures
{
    private readonly ConcurrentDictionary<string, PveVersion> _unknownCalls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PveVersion> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private PveVersion? _answering;

    /// <summary>The lowest version among the nodes; null before the first answer.</summary>
    public PveVersion? Version => _nodes.Values.Append(_answering ?? new PveVersion(int.MaxValue, 0)).Min() is { Major: < int.MaxValue } lowest ? lowest : null;

    /// <summary><c>GET /cluster/ha/rules</c> instead of <c>groups</c>.</summary>
    public bool HasHaRules => Has(9, 0);

    /// <summary><c>GET /cluster/metrics/export</c>.</summary>
    public bool HasMetricsExport => Has(8, 3);

    /// <summary>Pressure, host-side memory and the ZFS cache in the round-robin databases.</summary>
    public bool HasPressure => Has(9, 0);

    /// <summary>The parameter <c>with-conntrack-state</c>.</summary>
    public bool HasConntrackState => Has(9, 0);

    /// <summary><c>GET …/lxc/{vmid}/migrate</c>.</summary>
    public bool HasContainerPrecondition => Has(9, 0);

    /// <summary><c>GET /cluster/mapping/…</c>.</summary>
    public bool HasMappings => Has(8, 0);

    /// <summary><c>GET /cluster/mapping/dir</c>.</summary>
    public bool HasDirectoryMappings => Has(8, 4);

    /// <summary>Sets the version of the host that answers.</summary>
    public void Answering(PveVersion version) => _answering = version;

    /// <summary>Sets a node's version.</summary>
    public void Node(string node, PveVersion version) => _nodes[node] = version;

    /// <summary>Forgets nodes that are no longer members.</summary>
    public void Keep(IEnumerable<string> nodes)
    {
        foreach (var gone in _nodes.Keys.Except(nodes, StringComparer.OrdinalIgnoreCase).ToList())
        {
            _nodes.TryRemove(gone, out _);
        }
    }

    /// <summary>Notes that a call is not known to the cluster's version; it is asked again after an upgrade.</summary>
    public void IsUnknown(string call) => _unknownCalls[call] = Version ?? PveVersion.Oldest;

    /// <summary>Whether a call is worth making.</summary>
    public bool MayKnow(string call) => !_unknownCalls.TryGetValue(call, out var version) || version != (Version ?? PveVersion.Oldest);

    private bool Has(int major, int minor) => Version >= new PveVersion(major, minor);
}
