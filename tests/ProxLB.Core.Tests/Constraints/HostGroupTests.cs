using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Constraints;

/// <summary>Rooms, racks and sites: labels of nodes as places.</summary>
public class HostGroupTests
{
    private static readonly string[] RoomA = ["a1", "a2", "a3", "a4"];
    private static readonly string[] RoomB = ["b1", "b2", "b3", "b4"];

    private static ClusterNode In(ClusterNode node, string room) => node with { Labels = new Dictionary<string, string> { ["room"] = room } };

    private static ClusterBuilder Stretched(bool roomAOnline = true) => new ClusterBuilder()
        .Nodes(RoomA, 256, 64, n => In(n, "a") with { Online = roomAOnline })
        .Nodes(RoomB, 256, 64, n => In(n, "b"))
        .Node("witness", 4, 2, n => In(n, "w"));

    private static ClusterBuilder WithRules(ClusterBuilder cluster)
    {
        // 195 guests: 60 bound to each room and all in the other one, 30 pairs that share a room and may not, 15 that go anywhere but to the witness.
        for (var i = 0; i < 60; i++)
        {
            cluster.Guest(1000 + i, RoomB[i % 4], 4).Guest(2000 + i, RoomA[i % 4], 4);
        }

        for (var i = 0; i < 30; i++)
        {
            cluster.Guest(3000 + (2 * i), RoomA[i % 4], 2).Guest(3001 + (2 * i), RoomA[i % 4], 2)
                .Rule(RuleType.AntiAffinity, $"pair{i}", [3000 + (2 * i), 3001 + (2 * i)], r => r with { SpreadBy = "room" });
        }

        cluster.Guests(4000, 15, "b1", 2);
        foreach (var (first, room) in new[] { (1000, "a"), (2000, "b") })
        {
            cluster.Rule(RuleType.NodeAffinity, $"room {room}", [.. Enumerable.Range(first, 60)], r => r with { Label = new NodeLabel("room", room) });
        }

        return cluster.Rule(RuleType.NodeAntiAffinity, "not the witness", [.. Enumerable.Range(3000, 60), .. Enumerable.Range(4000, 15)], r => r with { Label = new NodeLabel("room", "w") });
    }

    [Fact]
    public void R03_a_stretched_cluster_of_195_guests_satisfies_all_rules()
    {
        var cluster = WithRules(Stretched()).Build();
        var plan = Planned.Plan(cluster);
        var room = cluster.Nodes.ToDictionary(n => n.Name, n => n.Labels["room"]);
        var places = plan.Places(cluster);
        Assert.Equal(195, places.Count);
        Assert.All(Enumerable.Range(1000, 60), g => Assert.Equal("a", room[places[g]]));
        Assert.All(Enumerable.Range(2000, 60), g => Assert.Equal("b", room[places[g]]));
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(["a", "b"], new[] { room[places[3000 + (2 * i)]], room[places[3001 + (2 * i)]] }.Order()));
        Assert.Equal(PlanStatus.Improved, plan.Status);
        Assert.Equal(150, plan.Migrations.Count);
    }

    [Fact]
    public void R03_with_a_whole_room_down_its_rules_are_preferred_and_nothing_fails()
    {
        var cluster = new ClusterBuilder().Nodes(RoomA, 256, 64, n => In(n, "a") with { Online = false }).Nodes(RoomB, 256, 64, n => In(n, "b"))
            .Guests(101, 3, "b1")
            .Rule(RuleType.NodeAffinity, "room a", [101, 102, 103], r => r with { Label = new NodeLabel("room", "a") })
            .Rule(RuleType.AntiAffinity, "spread", [101, 102], r => r with { SpreadBy = "room" });
        var plan = Planned.Plan(cluster);
        Assert.Empty(plan.Migrations);
        Assert.Equal(PlanStatus.Balanced, plan.Status);
        Assert.DoesNotContain(plan.Unsatisfied, u => u.Required);
        Assert.Contains(plan.Warnings, w => w.Contains("only preferred for the time being", StringComparison.Ordinal));
    }

    [Fact]
    public void With_the_room_back_its_rule_is_required_again()
    {
        var cluster = Stretched().Guests(101, 3, "b1").Rule(RuleType.NodeAffinity, "room a", [101, 102, 103], r => r with { Label = new NodeLabel("room", "a") });
        Assert.Equal(3, Planned.Plan(cluster).Migrations.Count(m => m.To.StartsWith('a')));
    }

    [Fact]
    public void A_plain_pin_does_not_degrade()
    {
        var cluster = new ClusterBuilder().Nodes(RoomA, with: n => n with { Online = false }).Nodes(RoomB).Guest(101, "b1").Pin("here", [101], "a1");
        Assert.Equal(PlanStatus.Infeasible, Planned.Plan(cluster).Status);
    }

    [Fact]
    public void A_preferred_host_group_is_followed_in_balance_and_never_at_the_price_of_a_required_rule()
    {
        ClusterBuilder Cluster() => Stretched().Guest(101, "b1").Guest(102, "b2")
            .Rule(RuleType.NodeAffinity, "rather a", [101, 102], r => r with { Label = new NodeLabel("room", "a"), Required = false, Weight = 5 });
        var free = Planned.Plan(Cluster(), BalancingGoal.Target);
        Assert.Equal(2, free.Migrations.Count(m => m.To.StartsWith('a')));
        var bound = Planned.Plan(Cluster().Pin("b", [101], RoomB), BalancingGoal.Target);
        Assert.Equal([102], bound.Migrations.Select(m => m.Guest));
    }

    [Fact]
    public void Guests_are_spread_evenly_over_the_values_of_a_label()
    {
        var cluster = new ClusterBuilder().Nodes(RoomA, with: n => In(n, "a")).Nodes(RoomB, with: n => In(n, "b")).Node("c1", with: n => In(n, "c"))
            .Guests(101, 7, "a1", 2)
            .Rule(RuleType.AntiAffinity, "spread", [101, 102, 103, 104, 105, 106, 107], r => r with { SpreadBy = "room" }).Build();
        var rooms = Planned.Plan(cluster, BalancingGoal.Target).Places(cluster).Values.CountBy(node => node[0]).ToDictionary();
        Assert.Equal(3, rooms.Count);
        Assert.InRange(rooms.Values.Max() - rooms.Values.Min(), 0, 1);
    }
}
