using ProxLB.Core.Cluster;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Ha;

/// <summary>The checks after which the HA manager drops rules.</summary>
public class HaFeasibilityTests
{
    private static (string Name, string Reason)[] Dropped(params HaRule[] rules) => Dropped(3, rules);

    private static (string Name, string Reason)[] Dropped(int nodes, params HaRule[] rules)
    {
        var names = Enumerable.Range(1, nodes).Select(node => $"n{node}").ToArray();
        var cluster = Snapshot(Nodes(names), [.. Enumerable.Range(1, 9).Select(id => HaGuest(id, "n1"))]) with { Ha = new HaFacts { Rules = rules } };
        return [.. Facts.Ha(cluster).DroppedRules.Select(rule => (rule.Name, rule.Reason))];
    }

    [Fact]
    public void A_guest_in_two_node_affinity_rules_drops_both()
    {
        var dropped = Dropped(NodeAffinity("a", [1, 2], "n1"), NodeAffinity("b", [2, 3], "n1"), NodeAffinity("c", [4], "n2"));
        Assert.Equal(["a", "b"], dropped.Select(rule => rule.Name));
        Assert.All(dropped, rule => Assert.Equal("guest 2 is in more than one node affinity rule", rule.Reason));
    }

    [Fact]
    public void A_resource_affinity_of_one_guest_is_dropped_even_if_it_names_it_twice()
    {
        Assert.Equal(
            [("a", "it names fewer than two guests"), ("b", "it names fewer than two guests")],
            Dropped(Together("a", 1, 1), Apart("b", 2), Together("c", 1, 2)));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Guests_apart_on_fewer_nodes_than_they_are_is_dropped(int nodes, bool dropped)
    {
        (string, string)[] expected = dropped ? [("a", "it keeps 3 guests apart on 2 nodes")] : [];
        Assert.Equal(expected, Dropped(nodes, Apart("a", 1, 2, 3)));
    }

    [Fact]
    public void Nodes_that_are_gone_do_not_count()
    {
        var nodes = Nodes("n1", "n2", "n3").Select(node => node with { HaStatus = HaNodeStatus.Online }).ToArray();
        nodes[2] = nodes[2] with { HaStatus = HaNodeStatus.Gone };
        var cluster = Snapshot(nodes, HaGuest(1, "n1"), HaGuest(2, "n1"), HaGuest(3, "n1")) with { Ha = new HaFacts { Rules = [Apart("a", 1, 2, 3)] } };
        Assert.Equal("a", Assert.Single(Facts.Ha(cluster).DroppedRules).Name);
    }

    [Fact]
    public void Together_and_apart_over_two_guests_drops_all_rules_of_the_merged_group()
    {
        var dropped = Dropped(Together("a", 1, 2), Together("b", 2, 3), Apart("c", 1, 3), Together("d", 4, 5), Apart("e", 3, 4));
        Assert.Equal(["a", "b", "c"], dropped.Select(rule => rule.Name));
        Assert.Equal("guests 1, 3 are kept together and apart by the rules c, a, b", dropped[0].Reason);
    }

    [Theory]
    [InlineData("n1:2", "n2:1", true)]
    [InlineData("n1:1", "n2:1", false)]
    public void Resource_affinity_with_nodes_of_several_priorities_drops_both(string first, string second, bool dropped)
    {
        string[] expected = dropped ? ["a", "b", "c"] : [];
        Assert.Equal(expected, Dropped(NodeAffinity("a", [1], first, second), Together("b", 1, 2), Apart("c", 1, 3)).Select(rule => rule.Name));
    }

    [Fact]
    public void One_rule_with_several_priorities_takes_the_other_node_affinities_of_the_guests_with_it()
    {
        var dropped = Dropped(NodeAffinity("a", [1], "n1:2", "n2:1"), NodeAffinity("b", [2], "n1", "n2"), Apart("c", 1, 2), NodeAffinity("d", [3], "n1:2", "n2:1"));
        Assert.Equal(["a", "b", "c"], dropped.Select(rule => rule.Name));
        Assert.Equal("a resource affinity rule cannot be combined with nodes of several priorities (rules c, a, b)", dropped[1].Reason);
    }

    [Fact]
    public void Avoiding_all_nodes_is_dropped()
    {
        var avoid = NodeAffinity("a", [1], "n1", "n2", "n3") with { Affinity = HaAffinity.Negative, Strict = true };
        Assert.Equal([("a", "it avoids all nodes")], Dropped(avoid, avoid with { Name = "b", Guests = [2], Nodes = [.. avoid.Nodes.Skip(1)] }, avoid with { Name = "c", Guests = [3], Affinity = HaAffinity.Positive }));
    }

    [Fact]
    public void Of_guests_kept_apart_only_those_that_node_affinities_bind_count_against_their_nodes()
    {
        Assert.Equal(["a", "b", "c"], Dropped(Apart("a", 1, 2, 3), NodeAffinity("b", [1], "n1"), NodeAffinity("c", [2], "n1")).Select(rule => rule.Name));
        Assert.Empty(Dropped(Apart("a", 1, 2, 3), NodeAffinity("b", [1], "n1"), NodeAffinity("c", [2], "n1", "n2")));
    }

    [Fact]
    public void Nodes_to_avoid_have_no_priorities()
    {
        Assert.Empty(Dropped(NodeAffinity("a", [1], "n1:2", "n2:1") with { Affinity = HaAffinity.Negative }, Together("b", 1, 2)));
    }

    [Fact]
    public void A_group_with_two_node_affinities_drops_all()
    {
        var dropped = Dropped(Together("a", 1, 2), Together("b", 2, 3), NodeAffinity("c", [1], "n1"), NodeAffinity("d", [3], "n1"), NodeAffinity("e", [4], "n1"));
        Assert.Equal(["a", "b", "c", "d"], dropped.Select(rule => rule.Name));
        Assert.Equal("guests that are kept together are in several node affinity rules (c, d)", dropped[0].Reason);
    }

    [Fact]
    public void Guests_apart_on_too_few_nodes_of_their_own_drops_both()
    {
        var dropped = Dropped(Apart("a", 1, 2), NodeAffinity("b", [1, 2], "n1"));
        Assert.Equal([("a", "2 guests that are kept apart are bound to 1 nodes (rules a, b)"), ("b", "2 guests that are kept apart are bound to 1 nodes (rules a, b)")], dropped);
        Assert.Empty(Dropped(Apart("a", 1, 2), NodeAffinity("b", [1, 2], "n1", "n2")));
        Assert.Empty(Dropped(Apart("a", 1, 2), NodeAffinity("b", [1], "n1")));
        Assert.Equal(["a", "b"], Dropped(Apart("a", 1, 2), NodeAffinity("b", [1, 2], "n1", "n2") with { Affinity = HaAffinity.Negative }).Select(rule => rule.Name));
    }

    [Fact]
    public void A_disabled_rule_neither_applies_nor_counts_in_the_checks()
    {
        Assert.Equal([("b", "it is disabled")], Dropped(Together("a", 1, 2), Apart("b", 1, 2) with { Disabled = true }));
    }

    [Fact]
    public void A_rule_that_Proxmox_reports_as_faulty_is_dropped_and_still_counts_in_the_checks()
    {
        var dropped = Dropped(Together("a", 1, 2) with { Errors = ["resources: same as b"] }, Apart("b", 1, 2), Together("c", 3, 4));
        Assert.Equal([("a", "Proxmox reports: resources: same as b"), ("b", "guests 1, 2 are kept together and apart by the rules b, a")], dropped);
    }
}
