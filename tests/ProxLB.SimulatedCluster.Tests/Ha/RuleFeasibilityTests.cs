using ProxLB.SimulatedCluster.Ha.Rules;

namespace ProxLB.SimulatedCluster.Tests.Ha;

public class RuleFeasibilityTests
{
    private static readonly string[] Cluster = ["n1", "n2", "n3"];

    [Fact]
    public void A_resource_in_two_node_rules_drops_both() =>
        AssertDropped(["a", "b"], OnNodes("a", ["vm:1"], "n1"), OnNodes("b", ["vm:1", "vm:2"], "n2"), OnNodes("c", ["vm:3"], "n2"));

    [Fact]
    public void A_resource_rule_of_one_is_dropped() => AssertDropped(["a"], Together("a", "vm:1"));

    [Fact]
    public void A_negative_rule_with_more_resources_than_nodes_is_dropped() =>
        AssertDropped(["a"], Apart("a", "vm:1", "vm:2", "vm:3", "vm:4"), Apart("b", "vm:1", "vm:2", "vm:3"));

    [Fact]
    public void Together_and_apart_at_once_drops_all_involved() => AssertDropped(
        ["a", "b", "c"], Together("a", "vm:1", "vm:2"), Together("b", "vm:2", "vm:3"), Apart("c", "vm:1", "vm:3"), Apart("d", "vm:1", "vm:9"));

    [Fact]
    public void Several_priorities_and_a_resource_rule_drop_both() => AssertDropped(
        ["a", "b"], new NodeAffinityRule("a", ["vm:1"], [new("n1", 2), new("n2", 1)]), Apart("b", "vm:1", "vm:2"), Apart("c", "vm:2", "vm:3"));

    [Fact]
    public void A_group_in_two_node_rules_drops_all() =>
        AssertDropped(["a", "b", "c"], Together("a", "vm:1", "vm:2"), OnNodes("b", ["vm:1"], "n1"), OnNodes("c", ["vm:2"], "n1"));

    [Fact]
    public void Too_few_nodes_for_a_negative_rule_drops_both() => AssertDropped(
        ["a", "b"], Apart("a", "vm:1", "vm:2"), OnNodes("b", ["vm:1", "vm:2"], "n1") with { Strict = true });

    [Fact]
    public void Only_resources_that_node_rules_bind_count_against_their_nodes() => AssertDropped(
        ["a", "b", "c"],
        Apart("a", "vm:1", "vm:2", "vm:3"), OnNodes("b", ["vm:1"], "n1"), OnNodes("c", ["vm:2"], "n1"),
        Apart("d", "vm:4", "vm:5"), OnNodes("e", ["vm:4"], "n1"));

    [Fact]
    public void One_rule_with_several_priorities_takes_the_other_node_rules_of_the_resources_with_it() => AssertDropped(
        ["a", "b", "c"],
        Apart("a", "vm:1", "vm:2"), new NodeAffinityRule("b", ["vm:1"], [new("n1", 2), new("n2", 1)]), OnNodes("c", ["vm:2"], "n1", "n2"));

    [Fact]
    public void A_rule_that_avoids_all_nodes_is_dropped() => AssertDropped(
        ["a"],
        OnNodes("a", ["vm:1"], "n1", "n2", "n3") with { Negative = true }, OnNodes("b", ["vm:2"], "n1", "n2") with { Negative = true },
        OnNodes("c", ["vm:3"], "n1", "n2", "n3"));

    [Fact]
    public void A_disabled_rule_disturbs_nobody() =>
        AssertDropped([], OnNodes("a", ["vm:1"], "n1") with { Disabled = true }, OnNodes("b", ["vm:1"], "n2"));

    [Fact]
    public void Members_of_a_group_share_partners_and_nodes()
    {
        var rules = new EffectiveRules(
            [Together("a", "vm:1", "vm:2"), Together("b", "vm:2", "vm:3"), Apart("c", "vm:3", "vm:9"), OnNodes("d", ["vm:1"], "n1")], Cluster);
        Assert.Equal(["vm:1", "vm:2"], rules.Together("vm:3").Order());
        Assert.Contains("vm:9", rules.Separate("vm:1"));
        Assert.Equal(["vm:1", "vm:2", "vm:3"], rules.Separate("vm:9").Order());
        Assert.Equal("d", rules.OnNodes("vm:3")?.Name);
    }

    [Fact]
    public void Node_rules_give_priorities_to_all_nodes_they_allow()
    {
        string[] all = ["n1", "n2", "n3"];
        var positive = new NodeAffinityRule("a", ["vm:1"], [new("n1", 2), new("n2")]);
        Assert.Equal([("n1", 2), ("n2", 0), ("n3", -1)], Sorted(positive.Priorities(all)));
        Assert.Equal([("n1", 2), ("n2", 0)], Sorted((positive with { Strict = true }).Priorities(all)));
        Assert.Equal([("n1", -1), ("n2", -1), ("n3", 0)], Sorted((positive with { Negative = true }).Priorities(all)));
        Assert.Equal([("n3", 0)], Sorted((positive with { Negative = true, Strict = true }).Priorities(all)));
    }

    private static IEnumerable<(string, int)> Sorted(Dictionary<string, int> priorities) => priorities.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value));

    private static void AssertDropped(string[] expected, params AffinityRule[] rules) =>
        Assert.Equal(expected, RuleFeasibility.Check(rules, Cluster).Keys.Order());

    private static NodeAffinityRule OnNodes(string name, string[] resources, params string[] nodes) =>
        new(name, resources, [.. nodes.Select(node => new NodePriority(node))]);

    private static ResourceAffinityRule Together(string name, params string[] resources) => new(name, resources, Positive: true);

    private static ResourceAffinityRule Apart(string name, params string[] resources) => new(name, resources, Positive: false);
}
