using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Analysis;

public class NodeLossTests
{
    private static readonly ClusterAnalyzer Analyzer = new();

    private static ClusterBuilder Three() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"]);

    private static LossReport Loss(ClusterBuilder cluster, string node) => Analyzer.Check(cluster.Build()).NodeLosses.Single(l => l.Name == node);

    [Fact]
    public void HA_guests_restart_in_order_on_the_node_with_the_fewest_guests_and_others_stay_down()
    {
        var loss = Loss(Three().HaGuest(101, "pve1", 8).HaGuest(102, "pve1", 8).Guest(103, "pve1").Guest(201, "pve2", 8), "pve1");
        Assert.Equal([new RestartedGuest(101, "pve1", "pve3", true), new RestartedGuest(102, "pve1", "pve2", true)], loss.Restarts);
        Assert.Equal(1, loss.Down);
        Assert.True(loss.Recovers);
        Assert.True(loss.KeepsMajority);
        Assert.Equal(16 * ClusterBuilder.GiB, loss.Survivors.Single(s => s.Node == "pve2").MemoryBytes);
        Assert.Equal(64 * ClusterBuilder.GiB, loss.Survivors[0].CapacityBytes);
    }

    [Fact]
    public void HA_rules_bind_the_restart()
    {
        var cluster = Three().HaGuest(101, "pve1").HaGuest(102, "pve1").HaGuest(103, "pve2").HaGuest(104, "pve1")
            .HaResourceRule("apart", HaAffinity.Negative, 101, 103)
            .HaResourceRule("pair", HaAffinity.Positive, 101, 102)
            .HaNodeRule("only", [104], strict: true, new NodePreference("pve1"));
        var loss = Loss(cluster, "pve1");
        Assert.Equal(["pve3", "pve3"], loss.Restarts.Select(r => r.To));
        var waiting = Assert.Single(loss.Unplaced);
        Assert.Equal(104, waiting.Guest);
        Assert.Contains("HA rule only", waiting.Reason, StringComparison.Ordinal);
        Assert.False(loss.Recovers);
    }

    [Fact]
    public void What_does_not_fit_is_said_and_where_the_manager_could_have_done_better()
    {
        // By number of guests the manager takes pve3, which has room for one of them only; pve2 has room for the other.
        var loss = Loss(Three().HaGuest(101, "pve1", 30).HaGuest(102, "pve1", 30).Guest(201, "pve2", 1).Guest(202, "pve2", 1).Guest(203, "pve2", 1).Guest(301, "pve3", 33), "pve1");
        Assert.Equal([true, false], loss.Restarts.Select(r => r.Fits));
        Assert.False(loss.Recovers);
        Assert.Contains("does not look at memory", loss.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_static_scheduler_memory_decides()
    {
        var cluster = Three().HaGuest(101, "pve1", 8).Guest(201, "pve2", 40).Guests(301, 3, "pve3", 2, 1)
            .Ha(ha => ha with { NativeMode = NativeSchedulerMode.Static });
        Assert.Equal("pve3", Loss(cluster, "pve1").Restarts.Single().To);
    }

    [Fact]
    public void The_loss_of_each_fault_domain_is_simulated()
    {
        var cluster = new ClusterBuilder();
        foreach (var room in new[] { "a", "b" })
        {
            cluster.Nodes([$"{room}1", $"{room}2"], with: n => n with { Labels = new Dictionary<string, string> { ["room"] = room } });
        }

        var check = Analyzer.Check(cluster.HaGuest(101, "a1").HaGuest(102, "a2").Build());
        Assert.Equal([("room", "a"), ("room", "b")], check.DomainLosses.Select(l => (l.Label!, l.Name)));
        var loss = check.DomainLosses[0];
        Assert.Equal(["a1", "a2"], loss.Nodes);
        Assert.Equal(["b1", "b2"], loss.Restarts.Select(r => r.To).Order());
        Assert.False(loss.KeepsMajority);
    }
}
