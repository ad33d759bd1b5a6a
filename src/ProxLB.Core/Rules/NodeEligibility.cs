using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Which nodes may be used, and why the others may not.</summary>
internal sealed class NodeEligibility
{
    private readonly string?[] _reasons;

    private NodeEligibility(string?[] reasons, bool[] ignored, bool[] leaving)
    {
        _reasons = reasons;
        Ignored = ignored;
        Leaving = leaving;
    }

    /// <summary>By node, whether it is neither source nor target.</summary>
    public IReadOnlyList<bool> Ignored { get; }

    /// <summary>By node, whether it is to be emptied: drained, or in maintenance, and online and not ignored.</summary>
    public IReadOnlyList<bool> Leaving { get; }

    /// <summary>Whether a guest may be moved to the node, as far as the node alone decides.</summary>
    public bool this[int node] => _reasons[node] is null;

    /// <summary>Why the node may not be used, to follow its name in a sentence; null if it may.</summary>
    public string? Reason(int node) => _reasons[node];

    public static NodeEligibility Of(SnapshotIndex index, NodeOptions options, IReadOnlyList<string> drain, RuleWarnings warnings)
    {
        var ignored = Named(index, options.Ignore, "the list of ignored nodes", warnings);
        var maintenance = Named(index, options.Maintenance, "the list of maintenance nodes", warnings);
        var drained = Named(index, drain, "the request to drain", warnings);
        var reasons = new string?[index.NodeCount];
        var leaving = new bool[index.NodeCount];
        for (var node = 0; node < reasons.Length; node++)
        {
            var facts = index.Snapshot.Nodes[node];
            leaving[node] = facts.Online && !ignored[node]
                && (drained[node] || maintenance[node] || facts.Maintenance || facts.HaStatus == HaNodeStatus.Maintenance);
            reasons[node] = Unusable(facts)
                ?? (ignored[node] ? "is ignored by the configuration" : null)
                ?? (drained[node] ? "is being drained" : null)
                ?? (maintenance[node] ? "is in maintenance by the configuration" : null)
                ?? (facts.Maintenance ? "is in maintenance" : null);
        }

        return new NodeEligibility(reasons, ignored, leaving);
    }

    private static string? Unusable(ClusterNode node)
    {
        if (!node.Online)
        {
            return "is offline";
        }

        if (node.Unknown.Count > 0)
        {
            return $"did not report {string.Join(", ", node.Unknown)}";
        }

        if (node.CpuCores is null || node.MemoryBytes is null)
        {
            return $"did not report its {(node.CpuCores is null ? "cores" : "memory")}";
        }

        return node.HaStatus switch
        {
            null or HaNodeStatus.Online => null,
            HaNodeStatus.Maintenance => "is in maintenance (HA manager)",
            HaNodeStatus.Fence => "is being fenced by the HA manager",
            HaNodeStatus.Gone => "is gone for the HA manager",
            _ => "does not answer the HA manager",
        };
    }

    private static bool[] Named(SnapshotIndex index, IReadOnlyList<string> names, string origin, RuleWarnings warnings)
    {
        var named = new bool[index.NodeCount];
        foreach (var name in names)
        {
            var node = index.Node(name);
            if (node < 0)
            {
                warnings.UnknownNode(origin, name);
                continue;
            }

            named[node] = true;
        }

        return named;
    }
}
