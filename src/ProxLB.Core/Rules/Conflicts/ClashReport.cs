namespace ProxLB.Core.Rules.Conflicts;

/// <summary>Puts a clash into words.</summary>
internal static class ClashReport
{
    public static RuleClash Of(SnapshotIndex index, IReadOnlyList<RuleTerm> core, ClashRegion region)
    {
        int[] guests = [.. region.GuestsOf(core).OrderBy(index.Vmid)];
        return Report(index, core, guests, [.. core.SelectMany(term => term.Named).Distinct().Order()]);
    }

    /// <summary>The rule to give up: of the origin that is easiest to change, and there the one that binds the fewest guests.</summary>
    public static RuleTerm Weakest(IReadOnlyList<RuleTerm> core) =>
        core.OrderBy(term => term.Rank).ThenBy(term => term.Guests.Length + term.Others.Length).ThenBy(term => term.Name, StringComparer.Ordinal).First();

    /// <summary>Clashes of the same rules are one: a pin of a hundred guests against another is said once.</summary>
    public static IReadOnlyList<RuleClash> Merged(SnapshotIndex index, IReadOnlyList<RuleClash> clashes)
    {
        var merged = new List<RuleClash>();
        foreach (var same in clashes.GroupBy(clash => (Names: string.Join('\n', clash.Rules), clash.Relax)))
        {
            var first = same.First();
            int[] guests = [.. same.SelectMany(clash => clash.Guests).Distinct().OrderBy(index.Vmid)];
            merged.Add(guests.Length == first.Guests.Length
                ? first
                : first with
                {
                    Guests = guests,
                    Nodes = [.. same.SelectMany(clash => clash.Nodes).Distinct().Order()],
                    Reason = first.Reason.Replace(Vmids(index, first.Guests), Vmids(index, guests), StringComparison.Ordinal),
                });
        }

        return merged;
    }

    private static RuleClash Report(SnapshotIndex index, IReadOnlyList<RuleTerm> core, int[] guests, int[] nodes)
    {
        var weakest = Weakest(core);
        var apart = core.FirstOrDefault(term => term.Kind is RuleTermKind.Apart or RuleTermKind.Sides);
        var others = Names(core.Where(term => !ReferenceEquals(term, apart)));
        var who = Vmids(index, guests);
        var reason = apart is null
            ? $"No node suits {who} under {others} at once."
            : $"{apart.Called} keeps apart what {others} {(core.Count == 2 ? "puts" : "put")} on one node: {who}.";
        return new RuleClash(
            [.. core.Select(term => term.Name).Distinct().Order(StringComparer.Ordinal)], guests, nodes,
            char.ToUpperInvariant(reason[0]) + reason[1..], $"Relax {weakest.Called}: {Why(core, weakest)}.");
    }

    private static string Why(IReadOnlyList<RuleTerm> core, RuleTerm weakest) => weakest.Rank switch
    {
        _ when core.All(term => term.Rank == weakest.Rank) => "of the rules involved it binds the fewest guests",
        0 => "it comes from a tag or a pool, which is easier to change than the others",
        _ => "it is stated outright, which is easier to change than HA",
    };

    private static string Names(IEnumerable<RuleTerm> terms) =>
        string.Join(" and ", terms.OrderBy(term => term.Name, StringComparer.Ordinal).Select(term => term.Called).Distinct());

    private static string Vmids(SnapshotIndex index, int[] guests) => RuleWarnings.Vmids([.. guests.Select(index.Vmid)]);
}
