namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Finds the rules and the guests around a guest.</summary>
internal sealed class TermIndex
{
    private readonly DisjointSets _groups;
    private readonly Dictionary<int, List<int>> _members = [];
    private readonly Dictionary<int, List<int>> _bound = [];
    private readonly IReadOnlyList<RuleTerm> _terms;

    public TermIndex(IReadOnlyList<RuleTerm> terms, int guestCount)
    {
        _terms = terms;
        _groups = new DisjointSets(guestCount);
        foreach (var term in terms.Where(term => term.Kind == RuleTermKind.Together))
        {
            _groups.Union(term.Guests);
        }

        for (var number = 0; number < terms.Count; number++)
        {
            if (terms[number].Kind is RuleTermKind.Nodes or RuleTermKind.Together)
            {
                Enter(number);
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

    /// <summary>The rules that bind any of these guests to nodes or to other guests, in their order.</summary>
    public IReadOnlyList<RuleTerm> NodesAndTogether(IEnumerable<int> guests) =>
        [.. guests.SelectMany(guest => _bound.TryGetValue(guest, out var numbers) ? numbers : []).Distinct().Order().Select(number => _terms[number])];

    private void Enter(int number)
    {
        foreach (var guest in _terms[number].Guests)
        {
            if (!_bound.TryGetValue(guest, out var numbers))
            {
                _bound.Add(guest, numbers = []);
            }

            numbers.Add(number);
        }
    }
}
