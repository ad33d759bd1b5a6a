namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Finds the rules and the guests around a guest.</summary>
internal sealed class TermIndex
{
    private readonly DisjointSets _groups;
    private readonly Dictionary<int, List<int>> _members = [];
    private readonly Dictionary<int, List<RuleTerm>> _terms = [];

    public TermIndex(IReadOnlyList<RuleTerm> terms, int guestCount)
    {
        _groups = new DisjointSets(guestCount);
        foreach (var term in terms.Where(term => term.Kind == RuleTermKind.Together))
        {
            _groups.Union(term.Guests);
        }

        foreach (var term in terms.Where(term => term.Kind is RuleTermKind.Nodes or RuleTermKind.Together))
        {
            foreach (var guest in term.Guests)
            {
                if (!_terms.TryGetValue(guest, out var bound))
                {
                    _terms.Add(guest, bound = []);
                }

                bound.Add(term);
            }
        }

        for (var guest = 0; guest < guestCount; guest++)
        {
            if (!_members.TryGetValue(_groups.Find(guest), out var members))
            {
                _members.Add(_groups.Find(guest), members = []);
            }

            members.Add(guest);
        }
    }

    /// <summary>The guests that must be where this one is, itself among them.</summary>
    public IReadOnlyList<int> TiedTo(int guest) => _members[_groups.Find(guest)];

    /// <summary>The rules that bind the guest to nodes or to other guests.</summary>
    public IReadOnlyList<RuleTerm> NodesAndTogether(int guest) => _terms.TryGetValue(guest, out var terms) ? terms : [];
}
