using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules;

public class RulePoolTests
{
    [Fact]
    public void A_pool_keeps_its_guests_together_or_apart()
    {
        var rules = Derive(
            Snapshot(Guest(101) with { Pool = "Db" }, Guest(102) with { Pool = "db" }, Guest(103) with { Pool = "web" }, Guest(104) with { Pool = "web" }, Guest(105)),
            new RuleOptions { Pools = { ["db"] = new PoolOptions { Together = false }, ["web"] = new PoolOptions { Together = true } }, EnforceAffinity = false });
        Assert.Equal([("pool db (anti-affinity)", RuleType.AntiAffinity), ("pool web (affinity)", RuleType.Affinity)], rules.Rules.Select(rule => (rule.Name, rule.Type)));
        Assert.Equal([101, 102], Vmids(rules.Index, rules.Rules[0].Guests));
        Assert.All(rules.Rules, rule => Assert.Equal((RuleOrigin.Pool, false), (rule.Origin, rule.Enforced)));
    }

    [Fact]
    public void R07_pins_of_tags_and_pools_unite_and_stated_rules_stay_on_their_own()
    {
        var rules = Derive(
            Snapshot(Guest(101, "pve1", "plb_pin_pve2") with { Pool = "db" }, Guest(102) with { Pool = "db" }) with
            {
                Rules = [new PlacementRule { Type = RuleType.NodeAffinity, Name = "s", Guests = [101], Nodes = [new NodePreference("pve2")] }],
            },
            new RuleOptions { Pools = { ["db"] = new PoolOptions { Pin = ["pve3", "PVE3"] } } });
        Assert.Equal(["s", "plb_pin_pve2 + pool db (pin)", "pool db (pin)"], rules.Rules.Select(rule => rule.Name));
        Assert.Equal(["pve2", "pve3"], Names(rules.Index, rules.Rules[1].Nodes));
        Assert.Equal(RuleOrigin.Tag, rules.Rules[1].Origin);
        Assert.Equal(["pve3"], Names(rules.Index, rules.Rules[2].Nodes));
        Assert.Equal(RuleOrigin.Pool, rules.Rules[2].Origin);
    }

    [Fact]
    public void A_pin_that_is_not_strict_is_preferred_and_does_not_widen_a_required_one()
    {
        var rules = Derive(
            Snapshot(Guest(101, "pve1", "plb_pin_pve2") with { Pool = "db" }),
            new RuleOptions { Pools = { ["db"] = new PoolOptions { Pin = ["pve3"], Strict = false } } });
        Assert.Equal([("pool db (preferred pin)", false), ("plb_pin_pve2", true)], rules.Rules.Select(rule => (rule.Name, rule.Required)));
        Assert.Equal(["pve2"], Names(rules.Index, rules.Rules[1].Nodes));
    }

    [Fact]
    public void What_a_pool_names_and_the_cluster_lacks_is_a_warning()
    {
        var rules = Derive(
            Snapshot(Guest(101) with { Pool = "db" }),
            new RuleOptions { Pools = { ["db"] = new PoolOptions { Pin = ["pve9"] }, ["empty"] = new PoolOptions { Together = true } } });
        Assert.Empty(rules.Rules);
        Assert.Equal(
            ["Pool db names the node 'pve9', which this cluster does not have; that name is left out.", "Pool empty has options but no guest lies in it; they have no effect."],
            rules.Warnings);
    }

    [Fact]
    public void R13_nested_pools_and_guests_without_a_name_are_read()
    {
        var rules = Derive(
            Snapshot(Guest(101) with { Pool = "a/b", Name = null }, Guest(102) with { Pool = "a/b", Name = null }, Guest(103) with { Pool = "a" }),
            new RuleOptions { Pools = { ["a/b"] = new PoolOptions { Together = true } }, Ignore = ["g*"] });
        Assert.Equal([101, 102], Vmids(rules.Index, Assert.Single(rules.Rules).Guests));
        Assert.Equal([GuestIgnore.No, GuestIgnore.No, GuestIgnore.Always], Enumerable.Range(0, 3).Select(rules.IgnoreOf));
    }
}
