using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Tests.Ha;

public class HaPlacementTests
{
    [Theory]
    [InlineData("8.4")]
    [InlineData("9.2")]
    public void A_guest_outside_its_preferred_nodes_is_brought_back(string version)
    {
        var world = Preferring(version, failback: true).Build();
        Wait.Until(world, () => world.Guests[100].Node == "pve2", 90);
    }

    [Theory]
    [InlineData("8.4")]
    [InlineData("9.2")]
    public void Without_failback_it_stays(string version)
    {
        var world = Preferring(version, failback: false).Build();
        world.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("pve1", world.Guests[100].Node);
    }

    [Theory]
    [InlineData("8.4")]
    [InlineData("9.2")]
    public void Of_several_preferred_nodes_the_highest_priority_wins(string version)
    {
        var nodes = new[] { new NodePreference("pve1", 1), new NodePreference("pve2", 2), new NodePreference("pve3", 2) };
        var cluster = new SmallCluster { Version = ClusterVersion.Parse(version) }.Vm(100, "pve1", "started", group: "g");
        var world = (version == "8.4"
            ? cluster.Group(new HaGroup { Name = "g", Nodes = nodes })
            : cluster.OnNodes("g", 100, strict: false, nodes)).Build();
        Wait.Until(world, () => world.Guests[100].Node == "pve2", 90);
        world.KillNode("pve2");
        Wait.Until(world, () => world.Guests[100] is { Node: "pve3", Running: true }, 300);
        world.ReviveNode("pve2");
        world.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("pve3", world.Guests[100].Node);
    }

    [Fact]
    public void A_split_group_is_gathered()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Vm(101, "pve2", "started").Vm(102, "pve2", "started")
            .Together("one", 100, 101).Together("two", 101, 102).Build();
        Wait.Until(world, () => world.Guests.Values.All(guest => guest.Node == "pve2"), 120);
    }

    [Fact]
    public void Guests_that_must_be_apart_are_parted()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Vm(101, "pve1", "started").Apart("apart", 100, 101).Build();
        Wait.Until(world, () => world.Guests[100].Node != world.Guests[101].Node, 90);
        world.Advance(TimeSpan.FromMinutes(3));
        Assert.NotEqual(world.Guests[100].Node, world.Guests[101].Node);
    }

    [Fact]
    public void A_dead_node_is_fenced_after_a_while_and_its_guests_recovered()
    {
        var log = new EventLog();
        var world = new SmallCluster().Vm(100, "pve1", "started").Vm(101, "pve1").Build(log);
        world.KillNode("pve1");
        var died = world.Now;
        Wait.Until(world, () => world.Ha.Services["vm:100"].State == "fence", 120);
        Wait.Until(world, () => world.Guests[100] is { Node: not "pve1", Running: true }, 300);
        Assert.InRange((world.Now - died).TotalSeconds, 110, 160);
        Assert.Equal(["unknown", "fence", "unknown"], log.Of(WorldEventKind.HaNodeChanged).Where(item => item.Node == "pve1").Select(item => item.Text));
        Assert.Equal(("pve1", false), (world.Guests[101].Node, world.Guests[101].Running));

        world.ReviveNode("pve1");
        world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("online", world.Ha.NodeStates["pve1"]);
        Assert.NotEqual("pve1", world.Guests[100].Node);
    }

    [Fact]
    public void A_guest_that_died_in_flight_keeps_its_lock_and_ends_in_error()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Build();
        world.LockGuest(100, "migrate");
        world.KillNode("pve1");
        Wait.Until(world, () => world.Ha.Services["vm:100"].State == "error", 300);
        Assert.False(world.Guests[100].Running);
    }

    [Fact]
    public void A_node_in_maintenance_is_left_and_returned_to()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Vm(101, "pve1").Build();
        world.Ha.SetMaintenance("pve1", on: true);
        Wait.Until(world, () => world.Guests[100].Node != "pve1", 90);
        Assert.Equal("pve1", world.Ha.Services["vm:100"].MaintenanceNode);
        Assert.Equal("pve1", world.Guests[101].Node);
        world.Ha.SetMaintenance("pve1", on: false);
        Wait.Until(world, () => world.Guests[100].Node == "pve1", 120);
        Wait.Until(world, () => world.Ha.Services["vm:100"] is { State: "started", MaintenanceNode: null }, 60);
    }

    [Fact]
    public void A_guest_moved_behind_the_managers_back_is_an_error()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Build();
        world.MoveGuest(100, "pve2");
        Wait.Until(world, () => world.Ha.Services["vm:100"].State == "error", 30);
    }

    [Fact]
    public void A_guest_that_is_no_longer_wanted_is_stopped()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Build();
        world.Ha.Resources["vm:100"].State = "stopped";
        Wait.Until(world, () => world.Ha.Services["vm:100"].State == "stopped", 60);
        Assert.False(world.Guests[100].Running);
        world.Ha.Resources["vm:100"].State = "started";
        Wait.Until(world, () => world.Guests[100].Running, 60);
    }

    [Fact]
    public void Without_quorum_nothing_is_decided()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").OnNodes("home", 100, strict: true, new NodePreference("pve1")).Build();
        world.KillNode("pve2");
        world.KillNode("pve3");
        world.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(world.Ha.Master);
        Assert.DoesNotContain(world.Nodes.Keys, node => world.Ha.NodeStates[node] == "fence");
    }

    private static SmallCluster Preferring(string version, bool failback)
    {
        var nodes = new[] { new NodePreference("pve2") };
        var cluster = new SmallCluster { Version = ClusterVersion.Parse(version) }.Add(new Guest
        {
            Id = 100,
            Node = "pve1",
            HaState = "started",
            HaGroup = "g",
            HaFailback = failback,
        });
        return version == "8.4"
            ? cluster.Group(new HaGroup { Name = "g", Nodes = nodes, NoFailback = !failback })
            : cluster.OnNodes("g", 100, strict: false, nodes);
    }
}
