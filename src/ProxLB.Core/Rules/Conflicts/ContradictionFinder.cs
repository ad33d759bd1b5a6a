namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Finds where a list of rules contradicts itself on static grounds, without regard to load.</summary>
internal sealed class ContradictionFinder
{
    private readonly IReadOnlyList<RuleTerm> _terms;
    private readonly DisjointSets _groups;
    private readonly Dictionary<int, ulong[]> _open = [];
    private readonly Dictionary<int, List<int>> _members = [];

    private ContradictionFinder(IReadOnlyList<RuleTerm> terms, int guestCount)
    {
        _terms = terms;
        _groups = new DisjointSets(guestCount);
        foreach (var term in terms.Where(term => term.Kind == RuleTermKind.Together))
        {
            _groups.Union(term.Guests);
        }

        foreach (var guest in terms.Where(term => term.Kind == RuleTermKind.Together).SelectMany(term => term.Guests).Distinct())
        {
            if (!_members.TryGetValue(_groups.Find(guest), out var members))
            {
                _members.Add(_groups.Find(guest), members = []);
            }

            members.Add(guest);
        }

        foreach (var term in terms.Where(term => term.Kind == RuleTermKind.Nodes))
        {
            foreach (var guest in term.Guests)
            {
                var group = _groups.Find(guest);
                if (!_open.TryGetValue(group, out var others))
                {
                    _open.Add(group, term.Open);
                }
                else if (!ReferenceEquals(others, term.Open))
                {
                    _open[group] = NodeBits.And(others, term.Open);
                }
            }
        }
    }

    /// <summary>All contradictions, in a stable order.</summary>
    public static IEnumerable<Contradiction> Find(IReadOnlyList<RuleTerm> terms, int guestCount) => new ContradictionFinder(terms, guestCount).All();

    private IEnumerable<Contradiction> All()
    {
        foreach (var (group, open) in _open.OrderBy(entry => entry.Key))
        {
            if (NodeBits.IsEmpty(open))
            {
                yield return new Contradiction(Members(group), null);
            }
        }

        foreach (var term in _terms)
        {
            var found = term.Kind switch
            {
                RuleTermKind.Apart => TooClose(term).Concat(term.Strict ? TooFewNodes(term) : []),
                RuleTermKind.Sides => Meetings(term),
                _ => [],
            };
            foreach (var guests in found)
            {
                yield return new Contradiction(guests, term);
            }
        }
    }

    private int[] Members(int group) => _members.TryGetValue(group, out var members) ? [.. members] : [group];

    /// <summary>Guests that must share a node and may not all do so.</summary>
    private IEnumerable<int[]> TooClose(RuleTerm term) => _members.Count == 0
        ? []
        : term.Guests.GroupBy(_groups.Find).Where(guests => guests.Count() > term.Share).Select(guests => guests.ToArray());

    private IEnumerable<int[]> Meetings(RuleTerm term) =>
        from guest in term.Guests
        from other in term.Others
        where _groups.Find(guest) == _groups.Find(other) || ShareTheirOnlyNode(guest, other)
        select new[] { guest, other };

    private bool ShareTheirOnlyNode(int guest, int other) =>
        _open.TryGetValue(_groups.Find(guest), out var left) && _open.TryGetValue(_groups.Find(other), out var right)
        && left.Sum(System.Numerics.BitOperations.PopCount) == 1 && left.AsSpan().SequenceEqual(right);

    /// <summary>Guests that need a node each and have fewer nodes open than they are: by bipartite matching, the guests that compete with one left over.</summary>
    private IEnumerable<int[]> TooFewNodes(RuleTerm term)
    {
        var guests = Array.FindAll(term.Guests, guest => _open.ContainsKey(_groups.Find(guest)));
        var holder = new Dictionary<int, int>();
        foreach (var guest in guests)
        {
            var tried = new HashSet<int>();
            if (!Place(guest, tried, holder))
            {
                return [[.. tried.Select(node => holder[node]).Append(guest).Order()]];
            }
        }

        return [];
    }

    private bool Place(int guest, HashSet<int> tried, Dictionary<int, int> holder)
    {
        var open = _open[_groups.Find(guest)];
        for (var node = 0; node < open.Length * 64; node++)
        {
            if (NodeBits.Has(open, node) && tried.Add(node) && (!holder.TryGetValue(node, out var other) || Place(other, tried, holder)))
            {
                holder[node] = guest;
                return true;
            }
        }

        return false;
    }
}
