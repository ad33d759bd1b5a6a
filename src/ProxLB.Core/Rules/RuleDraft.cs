using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>A rule set while it is being derived.</summary>
internal sealed class RuleDraft
{
    public RuleDraft(SnapshotIndex index, RuleOptions options, NodeLabels labels, NodeEligibility nodes, RuleWarnings warnings)
    {
        Index = index;
        Options = options;
        Labels = labels;
        Nodes = nodes;
        Warnings = warnings;
        Ignored = new GuestIgnore[index.GuestCount];
        IgnoredBy = new string?[index.GuestCount];
        Priorities = new GuestPriority[index.GuestCount];
    }

    public SnapshotIndex Index { get; }

    public RuleOptions Options { get; }

    public NodeLabels Labels { get; }

    public NodeEligibility Nodes { get; }

    public RuleWarnings Warnings { get; }

    public List<BoundRule> Rules { get; } = [];

    public GuestIgnore[] Ignored { get; }

    public string?[] IgnoredBy { get; }

    public GuestPriority[] Priorities { get; }

    /// <summary>Leaves a guest alone, unless a rule before this one already does so at least as much.</summary>
    public void Ignore(int guest, GuestIgnore extent, string reason)
    {
        if (extent > Ignored[guest])
        {
            Ignored[guest] = extent;
            IgnoredBy[guest] = reason;
        }
    }

    /// <summary>The known ones of these nodes, ascending and each once; a warning for each of the others.</summary>
    public int[] Resolve(IReadOnlyList<string> names, string origin)
    {
        var nodes = new List<int>(names.Count);
        foreach (var name in names)
        {
            var node = Index.Node(name);
            if (node < 0)
            {
                Warnings.UnknownNode(origin, name);
            }
            else if (!nodes.Contains(node))
            {
                nodes.Add(node);
            }
        }

        nodes.Sort();
        return [.. nodes];
    }
}
