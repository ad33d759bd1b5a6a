namespace ProxLB.Core.Rules.Conflicts;

/// <summary>By guest, the nodes that its own node rules leave open.</summary>
internal sealed class OpenNodes
{
    private readonly Dictionary<int, ulong[]> _open = [];

    private readonly DisjointSets _together;

    private OpenNodes(DisjointSets together) => _together = together;

    public static OpenNodes Of(IReadOnlyList<RuleTerm> terms, int guestCount)
    {
        var open = new OpenNodes(new DisjointSets(guestCount));
        foreach (var term in terms.Where(term => term.Kind == RuleTermKind.Together))
        {
            open._together.Union(term.Guests);
        }

        foreach (var term in terms.Where(term => term.Kind == RuleTermKind.Nodes))
        {
            foreach (var guest in term.Guests)
            {
                open._open[guest] = open._open.TryGetValue(guest, out var others) ? NodeBits.And(others, term.Open) : term.Open;
            }
        }

        return open;
    }

    /// <summary>How many guests of an anti-affinity rule one domain may hold if they are spread evenly over the domains that are eligible and open to one of them.</summary>
    public int EvenShare(RuleSet rules, BoundRule rule)
    {
        // Where no two members have to be on one node, no share is too small.
        if (rule.Guests.DistinctBy(_together.Find).Count() == rule.Guests.Length)
        {
            return 1;
        }

        var domains = rule.SpreadBy is { } key ? rules.Labels.Domains(key).OfNode : null;
        var used = new HashSet<int>();
        for (var node = 0; node < rules.Index.NodeCount; node++)
        {
            var domain = domains?[node] ?? node;
            if (domain >= 0 && rules.Nodes[node] && Array.Exists(rule.Guests, guest => IsOpen(guest, node)))
            {
                used.Add(domain);
            }
        }

        return used.Count == 0 ? rule.Guests.Length : (rule.Guests.Length + used.Count - 1) / used.Count;
    }

    private bool IsOpen(int guest, int node) => !_open.TryGetValue(guest, out var open) || NodeBits.Has(open, node);
}
