using FsCheck;
using FsCheck.Fluent;
using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Conflicts;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules;

public class RuleSetPropertyTests
{
    private const int Cases = 300;

    private static readonly string[] Tags =
    [
        "plb_affinity_a", "PLB_affinity_A", "plb_affinity_b", "plb_anti_affinity_a", "plb_pin_pve1", "plb_pin_pve2", "plb_pin_nowhere", "plb_ignore_x", "plb_priority_high", "blue",
    ];

    private static readonly RuleOptions Options = new()
    {
        Pools = { ["p"] = new PoolOptions { Together = false, Pin = ["pve3"] }, ["q"] = new PoolOptions { Together = true, Pin = ["pve1"], Strict = false } },
        Rules = { new ConfiguredRule { Type = RuleType.AntiAffinity, Guests = ["101-103", "tag:blue"] } },
        Ignore = ["g104"],
    };

    private static readonly Gen<(Guest[] Guests, Guest[] Shuffled)> Guests =
        from count in Gen.Choose(1, 9)
        from tags in Gen.SubListOf(Tags).ArrayOf(count)
        from pools in Gen.Elements("p", "q", null).ArrayOf(count)
        let guests = Enumerable.Range(0, count).Select(number => Guest(101 + number, "pve1", [.. tags[number]]) with { Pool = pools[number] }).ToArray()
        from shuffled in Gen.Shuffle(guests)
        from reversed in Gen.Elements(true, false).ArrayOf(count)
        select (guests, shuffled.Select((guest, number) => reversed[number] ? guest with { Tags = [.. guest.Tags.Reverse()] } : guest).ToArray());

    [Fact]
    public void What_is_derived_does_not_depend_on_the_order_of_guests_and_tags() =>
        Prop.ForAll(Guests.ToArbitrary(), given => Assert.Equal(Told(given.Guests), Told(given.Shuffled)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(42, 7).WithQuietOnSuccess(true));

    [Fact]
    public void Conflicts_do_not_depend_on_the_order_of_guests_and_tags_and_nothing_can_be_left_out_of_one() =>
        Prop.ForAll(Guests.ToArbitrary(), given =>
        {
            Assert.Equal(ToldClashes(given.Guests), ToldClashes(given.Shuffled));
            var rules = Derive(Snapshot(given.Guests), Options);
            var terms = RuleTerms.Of(rules, Facts.Ha(rules.Index.Snapshot));
            foreach (var clash in RuleClashes.Find(rules, Facts.Ha(rules.Index.Snapshot)))
            {
                var core = terms.Where(term => clash.Rules.Contains(term.Name)).ToList();
                Assert.NotEmpty(ContradictionFinder.Find(core, given.Guests.Length));
                Assert.All(core, term => Assert.Empty(ContradictionFinder.Find([.. core.Where(other => other != term)], given.Guests.Length)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(42, 7).WithQuietOnSuccess(true));

    private static string[] Told(Guest[] guests)
    {
        var rules = Derive(Snapshot(guests), Options);
        return
        [
            .. rules.Rules.Select(rule => $"{rule.Type} {rule.Name}: {string.Join(' ', Vmids(rules.Index, rule.Guests))} on {string.Join(' ', rule.Nodes)}"),
            .. Enumerable.Range(0, guests.Length).OrderBy(rules.Index.Vmid).Select(guest => $"{rules.Index.Vmid(guest)} {rules.PriorityOf(guest)} {rules.IgnoredBy(guest)}"),
            .. rules.Warnings.Order(StringComparer.Ordinal),
        ];
    }

    private static string[] ToldClashes(Guest[] guests)
    {
        var rules = Derive(Snapshot(guests), Options);
        return [.. RuleClashes.Find(rules, Facts.Ha(rules.Index.Snapshot)).Select(clash => $"{clash.Reason} {clash.Relax}").Order(StringComparer.Ordinal)];
    }
}
