namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>Resources and the nodes that they run on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Resources">The resources.</param>
/// <param name="Nodes">The nodes.</param>
public sealed record NodeAffinityRule(string Name, IReadOnlyList<string> Resources, IReadOnlyList<NodePriority> Nodes)
    : AffinityRule(Name, Resources)
{
    /// <summary>Whether no other node is allowed.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether it names the nodes to keep off; from release 9.2.</summary>
    public bool Negative { get; init; }

    /// <summary>The nodes that it names, or, if those are to be avoided, the others.</summary>
    /// <param name="all">All nodes of the cluster.</param>
    internal IEnumerable<string> Left(IEnumerable<string> all)
    {
        var named = Nodes.Select(node => node.Node);
        return Negative ? all.Except(named, StringComparer.Ordinal) : named;
    }

    /// <summary>The priority of each node that it allows.</summary>
    /// <param name="all">All nodes of the cluster.</param>
    internal Dictionary<string, int> Priorities(IEnumerable<string> all)
    {
        var named = Nodes.ToDictionary(node => node.Node, node => node.Priority ?? 0, StringComparer.Ordinal);
        var result = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in all)
        {
            if (named.TryGetValue(node, out var priority) != Negative)
            {
                result[node] = Negative ? 0 : priority;
            }
            else if (!Strict)
            {
                result[node] = -1;
            }
        }

        return result;
    }
}
