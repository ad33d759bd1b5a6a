namespace ProxLB.Core.Rules.Conflicts;

/// <summary>The rules around one contradiction, over the guests that they tie to it.</summary>
internal sealed class ClashRegion
{
    private const int MostSubsets = 5_000;

    private readonly int[] _guests;
    private List<RuleTerm> _terms;

    private ClashRegion(int[] guests, List<RuleTerm> terms)
    {
        _guests = guests;
        _terms = terms;
    }

    public static ClashRegion Around(Contradiction contradiction, TermIndex index)
    {
        int[] guests = [.. contradiction.Guests.SelectMany(index.TiedTo).Distinct().Order()];
        var numbers = new Dictionary<int, int>(guests.Length);
        foreach (var guest in guests)
        {
            numbers.Add(guest, numbers.Count);
        }

        List<RuleTerm> terms = [.. index.NodesAndTogether(guests)];
        if (contradiction.Term is { } apart)
        {
            // An even spread can only be broken by guests that stay together; where they may be plays no part.
            terms.RemoveAll(term => apart is { Kind: RuleTermKind.Apart, Strict: false } && term.Kind == RuleTermKind.Nodes);
            terms.Add(apart);
        }

        return new ClashRegion(guests, terms.ConvertAll(term => term with { Guests = Numbers(term.Guests, numbers), Others = Numbers(term.Others, numbers) }));
    }

    /// <summary>The guests that contradict one another under these rules.</summary>
    public int[] GuestsOf(IReadOnlyList<RuleTerm> core) =>
        [.. ContradictionFinder.Find(core, _guests.Length).SelectMany(found => found.Guests).Concat(
            core.Where(term => term.Kind == RuleTermKind.Together).SelectMany(term => term.Guests)).Distinct().Select(guest => _guests[guest])];

    public void Relax(RuleTerm term) => _terms = [.. _terms.Where(other => !ReferenceEquals(other, term))];

    /// <summary>A smallest subset of the rules that contradicts itself; null if they can hold together.</summary>
    public IReadOnlyList<RuleTerm>? SmallestClash()
    {
        if (!Clash(_terms))
        {
            return null;
        }

        // First a set from which nothing can be left out, the rules that are hardest to give up staying longest ...
        var core = new List<RuleTerm>(_terms);
        foreach (var term in _terms.OrderBy(term => term.Rank).ThenByDescending(term => term.Guests.Length).ToList())
        {
            core.Remove(term);
            if (!Clash(core))
            {
                core.Add(term);
            }
        }

        // ... then any smaller one, as far as the number of subsets allows.
        var tried = 0;
        for (var size = 1; size < core.Count; size++)
        {
            foreach (var subset in Subsets(size, 0, []))
            {
                if (++tried > MostSubsets)
                {
                    return core;
                }

                if (Clash(subset))
                {
                    return subset;
                }
            }
        }

        return core;
    }

    private IEnumerable<List<RuleTerm>> Subsets(int size, int from, List<RuleTerm> chosen)
    {
        if (chosen.Count == size)
        {
            yield return [.. chosen];
            yield break;
        }

        for (var next = from; next <= _terms.Count - (size - chosen.Count); next++)
        {
            chosen.Add(_terms[next]);
            foreach (var subset in Subsets(size, next + 1, chosen))
            {
                yield return subset;
            }

            chosen.RemoveAt(chosen.Count - 1);
        }
    }

    private bool Clash(IReadOnlyList<RuleTerm> terms) => ContradictionFinder.Find(terms, _guests.Length).Any();

    private static int[] Numbers(int[] guests, Dictionary<int, int> numbers) =>
        [.. guests.Where(numbers.ContainsKey).Select(guest => numbers[guest])];
}
