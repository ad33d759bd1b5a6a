using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules;

public class StatedRuleTests
{
    private static PlacementRule Rule(RuleType type, params int[] guests) => new() { Type = type, Name = "r", Guests = guests };

    private static ClusterSnapshot With(ClusterSnapshot cluster, params PlacementRule[] rules) => cluster with { Rules = rules };

    [Fact]
    public void Guests_named_twice_count_once_and_unknown_ones_are_one_warning()
    {
        var rules = Derive(With(Snapshot(Guest(102), Guest(101)), Rule(RuleType.Affinity, 102, 101, 102, 999, 998)));
        Assert.Equal([101, 102], Vmids(rules.Index, Assert.Single(rules.Rules).Guests));
        Assert.Equal("Rule r names guests 999, 998, which this cluster does not have; they are left out.", Assert.Single(rules.Warnings));
    }

    [Fact]
    public void Rules_without_a_name_get_one()
    {
        var rules = Derive(With(Snapshot(Guest(101), Guest(102)), Rule(RuleType.Affinity, 101, 102) with { Name = null }, Rule(RuleType.AntiAffinity, 101, 102) with { Name = " " }));
        Assert.Equal(["affinity 1", "anti-affinity 2"], rules.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void R16_two_sides_are_kept_apart_and_a_guest_on_both_counts_on_the_first()
    {
        var rules = Derive(With(
            Snapshot(Guest(101), Guest(102), Guest(103)), Rule(RuleType.AntiAffinity, 101, 102) with { OtherGuests = [103, 102] }));
        var rule = Assert.Single(rules.Rules);
        Assert.Equal([101, 102], Vmids(rules.Index, rule.Guests));
        Assert.Equal([103], Vmids(rules.Index, rule.OtherGuests));
        Assert.Equal("Rule r names guest 102 on both sides; only the first side counts.", Assert.Single(rules.Warnings));
    }

    [Fact]
    public void A_rule_with_an_unknown_other_side_does_not_turn_into_one_among_the_first()
    {
        Assert.Empty(Derive(With(Snapshot(Guest(101), Guest(102)), Rule(RuleType.AntiAffinity, 101, 102) with { OtherGuests = [999] })).Rules);
    }

    [Fact]
    public void Nodes_of_higher_priority_are_preferred_among_those_that_are_required()
    {
        var rules = Derive(With(Snapshot(Guest(101)), Rule(RuleType.NodeAffinity, 101) with
        {
            Nodes = [new NodePreference("pve1", 1), new NodePreference("PVE2", 3), new NodePreference("pve3", 1), new NodePreference("pve3", 2)],
            Weight = 4,
        }));
        Assert.Equal([("r", true), ("r (priority 2)", false), ("r (priority 3)", false)], rules.Rules.Select(rule => (rule.Name, rule.Required)));
        Assert.Equal(["pve2", "pve3"], Names(rules.Index, rules.Rules[1].Nodes));
        Assert.Equal(["pve2"], Names(rules.Index, rules.Rules[2].Nodes));
        Assert.All(rules.Rules, rule => Assert.Equal(4, rule.Weight));
    }

    [Fact]
    public void A_node_rule_without_a_known_node_has_no_effect_and_says_so()
    {
        var rules = Derive(With(Snapshot(Guest(101)), Rule(RuleType.NodeAntiAffinity, 101) with { Nodes = [new NodePreference("x")] }));
        Assert.Empty(rules.Rules);
        Assert.Equal(
            ["Rule r names the node 'x', which this cluster does not have; that name is left out.", "Rule r has no effect: it names no node of this cluster."],
            rules.Warnings);
    }

    [Fact]
    public void A_label_stands_for_its_nodes_and_the_configuration_wins_over_the_snapshot()
    {
        var nodes = new[]
        {
            Node("pve1") with { Labels = new Dictionary<string, string> { ["Room"] = "A" } },
            Node("pve2") with { Labels = new Dictionary<string, string> { ["room"] = "a" } },
            Node("pve3"),
        };
        var options = new NodeOptions { Labels = { ["PVE2"] = new() { ["ROOM"] = "b" }, ["pve3"] = new() { ["room"] = "a" }, ["pve9"] = [] } };
        var rules = Derive(With(Snapshot(nodes, Guest(101)), Rule(RuleType.NodeAffinity, 101) with { Label = new NodeLabel("room", "a") }), null, options);
        Assert.Equal(["pve1", "pve3"], Names(rules.Index, Assert.Single(rules.Rules).Nodes));
        Assert.Equal("The list of node labels names the node 'pve9', which this cluster does not have; that name is left out.", Assert.Single(rules.Warnings));
        var rooms = rules.Labels.Domains("ROOM");
        Assert.Equal([0, 1, 0], rooms.OfNode);
        Assert.Equal((2, "A", "b"), (rooms.Count, rooms.NameOf(2), rooms.NameOf(1)));
    }

    [Fact]
    public void A_rule_by_label_is_only_preferred_while_its_whole_group_is_away_and_a_plain_pin_stays_required()
    {
        var nodes = Nodes("pve1", "pve2", "pve3");
        nodes[0] = nodes[0] with { Online = false };
        var options = new NodeOptions { Labels = { ["pve1"] = new() { ["room"] = "a" }, ["pve2"] = new() { ["room"] = "a" }, ["pve3"] = new() { ["room"] = "b" } } };
        var cluster = With(
            Snapshot(nodes, Guest(101, "pve3")),
            Rule(RuleType.NodeAffinity, 101) with { Label = new NodeLabel("room", "a") },
            Rule(RuleType.NodeAffinity, 101) with { Name = "plain", Nodes = [new NodePreference("pve1"), new NodePreference("pve2")] });
        var away = Derive(cluster, null, options, "pve2");
        Assert.Equal([("r", false), ("plain", true)], away.Rules.Select(rule => (rule.Name, rule.Required)));
        Assert.Equal("none of the nodes with the label room = a can be used now", away.Rules[0].Degraded);
        Assert.Equal("Rule r is only preferred for the time being: none of the nodes with the label room = a can be used now.", Assert.Single(away.Warnings));
        var back = Derive(cluster, null, options);
        Assert.All(back.Rules, rule => Assert.True(rule.Required));
        Assert.Empty(back.Warnings);
    }

    [Fact]
    public void A_spread_over_an_unknown_label_has_no_effect_and_over_an_incomplete_one_warns()
    {
        var cluster = With(Snapshot(Guest(101), Guest(102)), Rule(RuleType.AntiAffinity, 101, 102) with { SpreadBy = "rack" });
        var none = Derive(cluster);
        Assert.Empty(none.Rules);
        Assert.Equal("Rule r has no effect: no node carries the label rack that it spreads over.", Assert.Single(none.Warnings));
        var some = Derive(cluster, null, new NodeOptions { Labels = { ["pve1"] = new() { ["rack"] = "1" } } });
        Assert.Equal("rack", Assert.Single(some.Rules).SpreadBy);
        Assert.Equal("Rule r spreads over the label rack, which node pve2 does not carry.", Assert.Single(some.Warnings));
    }

    [Fact]
    public void The_stricter_of_two_ignore_rules_wins()
    {
        var rules = Derive(With(
            Snapshot(Guest(101), Guest(102)),
            Rule(RuleType.Ignore, 101, 102) with { ExceptMaintenance = true },
            Rule(RuleType.Ignore, 102) with { Name = "hard" }));
        Assert.Empty(rules.Rules);
        Assert.Equal((GuestIgnore.ExceptMaintenance, "rule r"), (rules.IgnoreOf(0), rules.IgnoredBy(0)));
        Assert.Equal((GuestIgnore.Always, "rule hard"), (rules.IgnoreOf(1), rules.IgnoredBy(1)));
    }

    [Fact]
    public void A_configured_rule_selects_guests_and_keeps_its_settings()
    {
        var options = new RuleOptions
        {
            Rules =
            {
                new ConfiguredRule { Type = RuleType.AntiAffinity, Guests = ["web*"], OtherGuests = ["200"], Required = false, Weight = 3, SpreadBy = "room" },
                new ConfiguredRule { Type = RuleType.Ignore, Name = "lab", Guests = ["pool:lab"], ExceptMaintenance = true },
            },
        };
        var rules = Derive(
            Snapshot(Guest(101) with { Name = "WEB1" }, Guest(102) with { Name = "web2", Pool = "Lab" }, Guest(200)),
            options,
            new NodeOptions { Labels = { ["pve1"] = new() { ["room"] = "a" }, ["pve2"] = new() { ["room"] = "b" }, ["pve3"] = new() { ["room"] = "c" } } });
        var rule = Assert.Single(rules.Rules);
        Assert.Equal(("configured anti-affinity 1", RuleOrigin.Stated, false, 3.0, "room"), (rule.Name, rule.Origin, rule.Required, rule.Weight, rule.SpreadBy));
        Assert.Equal([101, 102], Vmids(rules.Index, rule.Guests));
        Assert.Equal([200], Vmids(rules.Index, rule.OtherGuests));
        Assert.Equal(GuestIgnore.ExceptMaintenance, rules.IgnoreOf(1));
    }

    [Fact]
    public void Kinds_that_may_not_move_are_left_alone()
    {
        var rules = Derive(Snapshot(Guest(101), Guest(102) with { Kind = GuestKind.Container }), new RuleOptions { MovableKinds = [GuestKind.Vm] });
        Assert.Equal(GuestIgnore.No, rules.IgnoreOf(0));
        Assert.Equal((GuestIgnore.Always, "the setting that containers do not move"), (rules.IgnoreOf(1), rules.IgnoredBy(1)));
    }
}
