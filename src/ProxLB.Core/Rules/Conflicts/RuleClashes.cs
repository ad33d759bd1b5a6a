using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Finds, before planning, the smallest sets of rules that cannot hold together.</summary>
internal static class RuleClashes
{
    /// <summary>All clashes on static grounds: load and capacity play no part, nor which nodes happen to be away.</summary>
    public static IReadOnlyList<RuleClash> Find(RuleSet rules, HaModel ha)
    {
        var terms = RuleTerms.Of(rules, ha);
        if (terms.Count == 0)
        {
            return [];
        }

        var clashes = new List<RuleClash>();
        TermIndex? index = null;
        foreach (var contradiction in ContradictionFinder.Find(terms, rules.Index.GuestCount))
        {
            index ??= new TermIndex(terms, rules.Index.GuestCount);
            var region = ClashRegion.Around(contradiction, index);
            while (region.SmallestClash() is { } core)
            {
                clashes.Add(ClashReport.Of(rules.Index, core, region));
                region.Relax(ClashReport.Weakest(core));
            }
        }

        return ClashReport.Merged(rules.Index, clashes);
    }
}
