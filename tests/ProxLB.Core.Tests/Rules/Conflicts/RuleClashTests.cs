using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Conflicts;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Conflicts;

public class RuleClashTests
{
    private static PlacementRule Stated(string name, RuleType type, params int[] guests) => new() { Name = name, Type = type, Guests = guests };

    private static PlacementRule On(string name, int guest, params string[] nodes) =>
        Stated(name, RuleType.NodeAffinity, guest) with { Nodes = [.. nodes.Select(Preference)] };

    private static IReadOnlyList<RuleClash> Find(ClusterSnapshot cluster, RuleOptions? options = null, NodeOptions? nodes = null) =>
        RuleClashes.Find(Derive(cluster, options, nodes), Facts.Ha(cluster));

    private static RuleClash Single(ClusterSnapshot cluster, RuleOptions? options = null) => Assert.Single(Find(cluster, options));

    [Fact]
    public void Rules_that_can_hold_together_are_no_conflict()
    {
        var cluster = Snapshot(Guest(101, "pve1", "plb_pin_pve1", "plb_pin_pve2", "plb_affinity_a"), Guest(102, "pve1", "plb_affinity_a"), HaGuest(103)) with
        {
            Rules = [On("s", 101, "pve2", "pve3"), Stated("apart", RuleType.AntiAffinity, 101, 103)],
            Ha = new HaFacts { Rules = [NodeAffinity("n", [103], "pve1:2", "pve2:1")] },
        };
        Assert.Empty(Find(cluster));
        Assert.Empty(Find(Snapshot(Guest(101))));
    }

    [Fact]
    public void A_pin_against_a_stated_rule_leaves_a_guest_without_a_node()
    {
        var clash = Single(Snapshot(Guest(101, "pve1", "plb_pin_pve1"), Guest(102)) with { Rules = [On("s", 101, "pve2", "pve3"), On("t", 102, "pve1")] });
        Assert.Equal(["plb_pin_pve1", "s"], clash.Rules);
        Assert.Equal([0], clash.Guests);
        Assert.Equal([0, 1, 2], clash.Nodes);
        Assert.Equal("No node suits guest 101 under tag plb_pin_pve1 and rule s at once.", clash.Reason);
        Assert.Equal("Relax tag plb_pin_pve1: it comes from a tag or a pool, which is easier to change than the others.", clash.Relax);
    }

    [Fact]
    public void A_pin_against_what_the_HA_manager_would_undo_is_a_conflict_and_the_pin_is_to_give_way()
    {
        var cluster = Snapshot(HaGuest(101, "pve2")) with
        {
            Rules = [On("s", 101, "pve2")],
            Ha = new HaFacts { Rules = [NodeAffinity("n", [101], "pve1:2", "pve2:1")] },
        };
        var clash = Single(cluster);
        Assert.Equal(["n", "s"], clash.Rules);
        Assert.Equal("Relax rule s: it is stated outright, which is easier to change than HA.", clash.Relax);
        Assert.Empty(Find(cluster with { Guests = [HaGuest(101, "pve2", failback: false)] }));
    }

    [Fact]
    public void A_strict_HA_rule_without_a_node_online_is_no_conflict()
    {
        var nodes = Nodes("pve1", "pve2");
        nodes[0] = nodes[0] with { Online = false };
        Assert.Empty(Find(Snapshot(nodes, HaGuest(101, "pve2")) with
        {
            Rules = [On("s", 101, "pve2")],
            Ha = new HaFacts { Rules = [NodeAffinity("n", [101], "pve1") with { Strict = true }] },
        }));
    }

    [Fact]
    public void Pins_to_nodes_that_are_away_are_no_conflict()
    {
        var nodes = Nodes("pve1", "pve2");
        nodes[0] = nodes[0] with { Online = false };
        Assert.Empty(Find(Snapshot(nodes, Guest(101, "pve2", "plb_pin_pve1"))));
    }

    [Fact]
    public void Guests_that_stay_together_need_a_node_for_all_and_only_the_rules_that_tie_them_are_named()
    {
        var cluster = Snapshot(
            Guest(101, "pve1", "plb_affinity_a", "plb_pin_pve1"), Guest(102, "pve1", "plb_affinity_a", "plb_affinity_b"),
            Guest(103, "pve1", "plb_affinity_b", "plb_pin_pve2"), Guest(104, "pve1", "plb_affinity_a", "plb_affinity_c"), Guest(105, "pve1", "plb_affinity_c"));
        var clash = Single(cluster);
        Assert.Equal(["plb_affinity_a", "plb_affinity_b", "plb_pin_pve1", "plb_pin_pve2"], clash.Rules);
        Assert.Equal([0, 1, 2, 3], clash.Guests);
        Assert.StartsWith("Relax tag plb_pin_pve1: of the rules involved it binds the fewest guests", clash.Relax, StringComparison.Ordinal);
    }

    [Fact]
    public void The_smallest_of_several_reasons_is_given_first_and_then_what_is_left_without_it()
    {
        var cluster = Snapshot(
            Guest(101, "pve1", "plb_affinity_a"), Guest(102, "pve1", "plb_affinity_a", "plb_affinity_b"), Guest(103, "pve1", "plb_affinity_b")) with
        {
            Rules = [On("one", 101, "pve1", "pve2"), On("two", 102, "pve2", "pve3"), On("three", 103, "pve1", "pve3"), On("four", 103, "pve2")],
        };
        var clashes = Find(cluster);
        Assert.Equal([["four", "three"], ["one", "plb_affinity_a", "plb_affinity_b", "three", "two"]], clashes.Select(clash => clash.Rules));
        Assert.Equal([2], clashes[0].Guests);
        Assert.Equal([0, 1, 2], clashes[1].Guests);
    }

    [Fact]
    public void Three_sets_that_meet_pair_by_pair_and_not_all_at_once_are_a_conflict_of_three()
    {
        var cluster = Snapshot(Guest(101), Guest(102)) with
        {
            Rules = [On("a", 101, "pve1", "pve2"), On("b", 101, "pve2", "pve3"), On("c", 101, "pve3", "pve1"), On("d", 101, "pve1", "pve2", "pve3")],
        };
        Assert.Equal(["a", "b", "c"], Single(cluster).Rules);
    }

    [Fact]
    public void A_rule_that_forbids_all_nodes_is_a_conflict_of_its_own()
    {
        var cluster = Snapshot(Guest(101)) with
        {
            Rules = [Stated("never", RuleType.NodeAntiAffinity, 101) with { Nodes = [Preference("pve1"), Preference("pve2"), Preference("pve3")] }],
        };
        Assert.Equal(["never"], Single(cluster).Rules);
    }

    [Fact]
    public void Together_and_apart_over_the_same_guests_are_a_conflict()
    {
        var cluster = Snapshot(
            Guest(101, "pve1", "plb_affinity_a"), Guest(102, "pve1", "plb_affinity_a"), Guest(103)) with
        { Rules = [Stated("s", RuleType.AntiAffinity, 101, 102, 103)] };
        var clash = Single(cluster);
        Assert.Equal(["plb_affinity_a", "s"], clash.Rules);
        Assert.Equal([0, 1], clash.Guests);
        Assert.Equal("Rule s keeps apart what tag plb_affinity_a puts on one node: guests 101, 102.", clash.Reason);
        Assert.StartsWith("Relax tag plb_affinity_a", clash.Relax, StringComparison.Ordinal);
    }

    [Fact]
    public void R02_more_guests_apart_than_nodes_is_an_even_spread_and_no_conflict()
    {
        var guests = Enumerable.Range(101, 4).Select(id => Guest(id)).ToArray();
        var spread = Snapshot(Nodes("pve1", "pve2"), guests) with { Rules = [Stated("s", RuleType.AntiAffinity, 101, 102, 103, 104)] };
        Assert.Empty(Find(spread));
        var pair = Stated("pair", RuleType.Affinity, 101, 102);
        Assert.Empty(Find(spread with { Rules = [.. spread.Rules, pair] }));
        Assert.Equal(["s", "three"], Single(spread with { Rules = [.. spread.Rules, pair, Stated("three", RuleType.Affinity, 102, 103, 104)] }).Rules);
    }

    [Fact]
    public void A_spread_over_labels_counts_their_values()
    {
        var cluster = Snapshot(Guest(101), Guest(102), Guest(103)) with
        {
            Rules = [Stated("s", RuleType.AntiAffinity, 101, 102, 103) with { SpreadBy = "room" }, Stated("pair", RuleType.Affinity, 101, 102)],
        };
        NodeOptions Rooms(string third) => new()
        {
            Labels = { ["pve1"] = new() { ["room"] = "a" }, ["pve2"] = new() { ["room"] = "b" }, ["pve3"] = new() { ["room"] = third } },
        };
        Assert.Empty(Find(cluster, null, Rooms("a")));
        Assert.Equal(["pair", "s"], Assert.Single(Find(cluster, null, Rooms("c"))).Rules);
    }

    [Fact]
    public void Guests_that_HA_keeps_apart_need_a_node_each()
    {
        var cluster = Snapshot(HaGuest(101), HaGuest(102, "pve2"), HaGuest(103, "pve3")) with { Ha = new HaFacts { Rules = [Apart("n", 101, 102, 103)] } };
        Assert.Empty(Find(cluster));
        var clash = Single(cluster with
        {
            Rules = [On("a", 101, "pve1", "pve2"), On("b", 102, "pve1", "pve2"), On("c", 103, "pve1", "pve2"), On("d", 103, "pve1", "pve2", "pve3")],
        });
        Assert.Equal(["a", "b", "c", "n"], clash.Rules);
        Assert.Equal([0, 1, 2], clash.Guests);
        Assert.Equal(["n", "pair"], Single(cluster with { Rules = [Stated("pair", RuleType.Affinity, 101, 103)] }).Rules);
    }

    [Fact]
    public void R16_two_sides_clash_if_they_must_share_a_node()
    {
        var cluster = Snapshot(Guest(101), Guest(102)) with { Rules = [Stated("sides", RuleType.AntiAffinity, 101) with { OtherGuests = [102] }] };
        Assert.Empty(Find(cluster with { Rules = [.. cluster.Rules, On("a", 101, "pve1"), On("b", 102, "pve1", "pve2")] }));
        Assert.Equal(["a", "b", "sides"], Single(cluster with { Rules = [.. cluster.Rules, On("a", 101, "pve1"), On("b", 102, "pve1")] }).Rules);
        Assert.Equal(["pair", "sides"], Single(cluster with { Rules = [.. cluster.Rules, Stated("pair", RuleType.Affinity, 101, 102)] }).Rules);
    }

    [Fact]
    public void All_conflicts_are_found_and_those_of_the_same_rules_are_one()
    {
        var cluster = Snapshot(
            Guest(101, "pve1", "plb_pin_pve1"), Guest(102, "pve1", "plb_pin_pve1"), Guest(103, "pve1", "plb_affinity_a"), Guest(104, "pve1", "plb_affinity_a")) with
        {
            Rules =
            [
                Stated("s", RuleType.NodeAffinity, 101, 102) with { Nodes = [Preference("pve2")] },
                Stated("apart", RuleType.AntiAffinity, 103, 104),
                Stated("again", RuleType.AntiAffinity, 103, 104) with { OtherGuests = [] },
            ],
        };
        var clashes = Find(cluster);
        Assert.Equal([["plb_pin_pve1", "s"], ["apart", "plb_affinity_a"], ["again", "plb_affinity_a"]], clashes.Select(clash => clash.Rules));
        Assert.Equal([0, 1], clashes[0].Guests);
        Assert.Equal("No node suits guests 101, 102 under tag plb_pin_pve1 and rule s at once.", clashes[0].Reason);
    }

    [Fact]
    public void Rules_that_are_preferred_or_not_enforced_conflict_with_nothing()
    {
        var cluster = Snapshot(Guest(101, "pve1", "plb_pin_pve1", "plb_affinity_a") with { Pool = "p" }, Guest(102, "pve1", "plb_affinity_a")) with
        {
            Rules = [On("s", 101, "pve1", "pve2"), On("wish", 101, "pve3") with { Required = false }, Stated("apart", RuleType.AntiAffinity, 101, 102) with { Required = false }],
        };
        var pool = new PoolOptions { Pin = ["pve3"], Strict = false };
        Assert.Empty(Find(cluster, new RuleOptions { Pools = { ["p"] = pool } }));
        var broken = cluster with { Rules = [On("s", 101, "pve2"), Stated("apart", RuleType.AntiAffinity, 101, 102)] };
        Assert.Equal(2, Find(broken).Count);
        Assert.Empty(Find(broken, new RuleOptions { EnforceAffinity = false, EnforcePinning = false }));
    }
}
