using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules;

public class RuleTagTests
{
    [Theory]
    [InlineData("plb_affinity_web", GuestTagKind.Affinity, "web")]
    [InlineData("plb_anti_affinity_web", GuestTagKind.AntiAffinity, "web")]
    [InlineData("PLB_Anti_Affinity_Web", GuestTagKind.AntiAffinity, "Web")]
    [InlineData("plb_affinity_anti_affinity_x", GuestTagKind.Affinity, "anti_affinity_x")]
    [InlineData("plb_pin_pve-1", GuestTagKind.Pin, "pve-1")]
    [InlineData("plb_ignore", GuestTagKind.Ignore, "")]
    [InlineData("plb_ignore_dev", GuestTagKind.Ignore, "dev")]
    [InlineData("plb_priority_high", GuestTagKind.HighPriority, "")]
    [InlineData("plb_priority_low", GuestTagKind.LowPriority, "")]
    [InlineData("plb_priority_medium", GuestTagKind.Unknown, "")]
    [InlineData("plb_affinity_", GuestTagKind.Unknown, "")]
    [InlineData("plb_pin_", GuestTagKind.Unknown, "")]
    [InlineData("plb_ignored", GuestTagKind.Unknown, "")]
    [InlineData("plb_", GuestTagKind.Unknown, "")]
    [InlineData("production", GuestTagKind.Foreign, "")]
    [InlineData("my_plb_pin_pve1", GuestTagKind.Foreign, "")]
    [InlineData("", GuestTagKind.Foreign, "")]
    public void A_tag_is_read(string tag, object kind, string argument)
    {
        var read = GuestTag.Parse(tag);
        Assert.Equal((GuestTagKind)kind, read.Kind);
        Assert.Equal(argument, read.Argument);
    }

    [Fact]
    public void Guests_of_one_tag_form_one_rule_without_regard_to_case()
    {
        var rules = Derive(Snapshot(Guest(102, "pve1", "PLB_AFFINITY_Web"), Guest(101, "pve2", "plb_affinity_web", "plb_affinity_WEB"), Guest(103, "pve1", "plb_affinity_db")));
        var rule = Assert.Single(rules.Rules);
        Assert.Equal(RuleType.Affinity, rule.Type);
        Assert.Equal("plb_affinity_web", rule.Name);
        Assert.Equal("tag plb_affinity_web", rule.Called);
        Assert.Equal(RuleOrigin.Tag, rule.Origin);
        Assert.True(rule is { Required: true, Enforced: true });
        Assert.Equal([101, 102], Vmids(rules.Index, rule.Guests));
    }

    [Fact]
    public void K09_a_group_with_one_member_has_no_effect()
    {
        var rules = Derive(Snapshot(Guest(101, "pve1", "plb_anti_affinity_a", "plb_affinity_b")) with
        {
            Rules =
            [
                new PlacementRule { Type = RuleType.AntiAffinity, Guests = [101, 101] },
                new PlacementRule { Type = RuleType.Affinity, Guests = [101] },
                new PlacementRule { Type = RuleType.AntiAffinity, Guests = [101], OtherGuests = [999] },
            ],
        });
        Assert.Empty(rules.Rules);
    }

    [Fact]
    public void R04_a_pin_matches_the_node_without_regard_to_case()
    {
        var rules = Derive(Snapshot(Nodes("Node-A", "node-b"), Guest(101, "node-b", "plb_pin_node-a")));
        Assert.Equal(["Node-A"], Names(rules.Index, Assert.Single(rules.Rules).Nodes));
        Assert.Empty(rules.Warnings);
    }

    [Fact]
    public void R05_a_pin_to_an_unknown_node_is_a_warning_and_the_other_pins_hold()
    {
        var rules = Derive(Snapshot(Guest(101, "pve1", "plb_pin_pve2", "plb_pin_nowhere"), Guest(102, "pve1", "plb_pin_nowhere")));
        var rule = Assert.Single(rules.Rules);
        Assert.Equal(["pve2"], Names(rules.Index, rule.Nodes));
        Assert.Equal([101], Vmids(rules.Index, rule.Guests));
        Assert.Equal("Tag plb_pin_nowhere names the node 'nowhere', which this cluster does not have; that name is left out.", Assert.Single(rules.Warnings));
    }

    [Fact]
    public void R06_several_pins_of_one_guest_unite_and_guests_with_the_same_pins_share_a_rule()
    {
        var rules = Derive(Snapshot(
            Guest(101, "pve1", "plb_pin_pve2", "plb_pin_pve1"), Guest(102, "pve1", "plb_pin_pve1", "plb_pin_pve2"), Guest(103, "pve1", "plb_pin_pve1")));
        Assert.Equal(2, rules.Rules.Count);
        Assert.Equal("plb_pin_pve1", rules.Rules[0].Name);
        Assert.Equal("plb_pin_pve1 + plb_pin_pve2", rules.Rules[1].Name);
        Assert.Equal([101, 102], Vmids(rules.Index, rules.Rules[1].Guests));
        Assert.Equal(["pve1", "pve2"], Names(rules.Index, rules.Rules[1].Nodes));
    }

    [Fact]
    public void An_ignore_tag_leaves_the_guest_alone_and_says_so()
    {
        var rules = Derive(Snapshot(Guest(101, "pve1", "plb_ignore_dev"), Guest(102)));
        Assert.Equal(GuestIgnore.Always, rules.IgnoreOf(0));
        Assert.Equal("tag plb_ignore_dev", rules.IgnoredBy(0));
        Assert.Equal(GuestIgnore.No, rules.IgnoreOf(1));
        Assert.Null(rules.IgnoredBy(1));
    }

    [Fact]
    public void A_priority_tag_wins_over_the_fact()
    {
        var rules = Derive(Snapshot(
            Guest(101, "pve1", "plb_priority_low") with { Priority = GuestPriority.High },
            Guest(102, "pve1", "plb_priority_high"),
            Guest(103) with { Priority = GuestPriority.Low },
            Guest(104)));
        Assert.Equal(
            [GuestPriority.Low, GuestPriority.High, GuestPriority.Low, GuestPriority.Normal],
            Enumerable.Range(0, 4).Select(rules.PriorityOf));
    }

    [Fact]
    public void A_mistyped_tag_is_one_warning_that_lists_the_known_ones()
    {
        var rules = Derive(Snapshot(Guest(101, "pve1", "plb_afinity_web"), Guest(102, "pve1", "plb_afinity_web")));
        var warning = Assert.Single(rules.Warnings);
        Assert.StartsWith("Tag plb_afinity_web is none that the balancer knows", warning, StringComparison.Ordinal);
        Assert.Contains("plb_affinity_NAME", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void With_enforcement_off_rules_from_tags_still_forbid_but_are_not_repaired_and_stated_ones_are()
    {
        var cluster = Snapshot(Guest(101, "pve1", "plb_affinity_a", "plb_pin_pve1"), Guest(102, "pve1", "plb_affinity_a")) with
        {
            Rules = [new PlacementRule { Type = RuleType.AntiAffinity, Name = "stated", Guests = [101, 102] }],
        };
        var both = Derive(cluster, new RuleOptions { EnforceAffinity = false, EnforcePinning = false });
        Assert.All(both.Rules, rule => Assert.True(rule.Required));
        Assert.Equal([("stated", true), ("plb_affinity_a", false), ("plb_pin_pve1", false)], both.Rules.Select(rule => (rule.Name, rule.Enforced)));
        var pins = Derive(cluster, new RuleOptions { EnforcePinning = false });
        Assert.Equal([true, true, false], pins.Rules.Select(rule => rule.Enforced));
    }
}
