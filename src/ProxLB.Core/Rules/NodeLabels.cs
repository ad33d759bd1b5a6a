using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>The labels of the nodes: those of the snapshot, with those of the configuration on top. Keys and values match without case.</summary>
internal sealed class NodeLabels
{
    private readonly IReadOnlyDictionary<string, string>[] _labels;
    private readonly Dictionary<string, FaultDomains> _domains = new(StringComparer.OrdinalIgnoreCase);

    private NodeLabels(IReadOnlyDictionary<string, string>[] labels) => _labels = labels;

    public static NodeLabels Of(SnapshotIndex index, NodeOptions options, RuleWarnings warnings)
    {
        var labels = new IReadOnlyDictionary<string, string>[index.NodeCount];
        for (var node = 0; node < labels.Length; node++)
        {
            labels[node] = index.Snapshot.Nodes[node].Labels;
        }

        foreach (var (name, own) in options.Labels)
        {
            var node = index.Node(name);
            if (node < 0)
            {
                warnings.UnknownNode("the list of node labels", name);
                continue;
            }

            var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in labels[node])
            {
                merged[key] = value;
            }

            foreach (var (key, value) in own)
            {
                merged[key] = value;
            }

            labels[node] = merged;
        }

        return new NodeLabels(labels);
    }

    /// <summary>All labels that a node carries, by name.</summary>
    public IReadOnlyList<string> Keys =>
        [.. _labels.SelectMany(labels => labels.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The value of a label on a node; null if the node does not have it.</summary>
    public string? Value(int node, string key)
    {
        if (_labels[node].TryGetValue(key, out var value))
        {
            return value;
        }

        foreach (var (name, candidate) in _labels[node])
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The nodes that carry a label with this value, in their order.</summary>
    public int[] NodesWith(NodeLabel label)
    {
        var nodes = new List<int>();
        for (var node = 0; node < _labels.Length; node++)
        {
            if (string.Equals(Value(node, label.Key), label.Value, StringComparison.OrdinalIgnoreCase))
            {
                nodes.Add(node);
            }
        }

        return [.. nodes];
    }

    /// <summary>The fault domains that a label makes.</summary>
    /// <param name="key">The label.</param>
    public FaultDomains Domains(string key)
    {
        if (!_domains.TryGetValue(key, out var domains))
        {
            _domains.Add(key, domains = new FaultDomains(key, [.. Enumerable.Range(0, _labels.Length).Select(node => Value(node, key))]));
        }

        return domains;
    }
}
