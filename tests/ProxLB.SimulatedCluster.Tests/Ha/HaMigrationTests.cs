using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Events;
using ProxLB.SimulatedCluster.World.Migration;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Tests.Ha;

public class HaMigrationTests
{
    private static readonly Identity User = new("lb@pve", "proxlb");

    [Fact]
    public void The_request_ends_at_once_and_the_manager_moves_the_guest_later()
    {
        var world = new SmallCluster().Vm(100, "pve1", ha: "started").Build();
        var task = Request(world, 100, "pve2");
        Assert.Equal("hamigrate", task.Type);
        Assert.Equal("OK", task.ExitStatus);
        Assert.Null(world.Guests[100].Lock);

        var service = world.Ha.Services["vm:100"];
        Wait.Until(world, () => service.State == "migrate", 20);
        Assert.Equal("pve2", service.Target);
        Wait.Until(world, () => world.Guests[100].Lock == "migrate", 20);
        var real = world.Tasks.All[^1];
        Assert.Equal(("qmigrate", "root@pam"), (real.Type, real.User.ToString()));
        Wait.Until(world, () => service.State == "started", 60);
        Assert.Equal(("pve2", "pve2"), (service.Node, world.Guests[100].Node));
    }

    [Fact]
    public void A_container_is_shut_down_and_started_by_the_manager()
    {
        var world = new SmallCluster().Container(200, "pve1", ha: "started").Build();
        world.Migrations.Request("pve1", GuestKind.Container, 200, new MigrationParameters("pve2") { Restart = true }, User);
        Wait.Until(world, () => world.Ha.Services["ct:200"].State == "migrate", 20);
        Wait.Until(world, () => world.Guests[200] is { Node: "pve2", Running: true }, 90);
        Assert.Equal("started", world.Ha.Services["ct:200"].State);
    }

    [Fact]
    public void A_positive_group_moves_as_one_from_release_9()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Vm(101, "pve1", "started").Together("pair", 100, 101).Build();
        var task = Request(world, 100, "pve3");
        Assert.Contains(task.Log, line => line.Contains("vm:101", StringComparison.Ordinal));
        Wait.Until(world, () => world.Guests[100].Node == "pve3" && world.Guests[101].Node == "pve3", 90);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.All(world.Ha.Services.Values, service => Assert.Equal(("started", "pve3"), (service.State, service.Node)));
    }

    [Fact]
    public void A_negative_rule_lets_the_request_fail_and_nothing_move()
    {
        var log = new EventLog();
        var world = new SmallCluster().Vm(100, "pve1", "started").Vm(101, "pve2", "started").Apart("apart", 100, 101).Build(log);
        var task = Request(world, 100, "pve2");
        Assert.StartsWith("command 'ha-manager migrate vm:100 pve2' failed", task.ExitStatus, StringComparison.Ordinal);
        world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("pve1", world.Guests[100].Node);
        Assert.Contains(log.Of(WorldEventKind.HaMotionDropped), item => item.Guest == 100 && item.Target == "pve2");
    }

    [Theory]
    [InlineData("9.0", "OK")]
    [InlineData("9.2", "command 'ha-manager migrate vm:100 pve3' failed: exit code 255")]
    public void A_strict_node_rule_is_checked_before_the_motion_from_release_9_2(string version, string exit)
    {
        var log = new EventLog();
        var world = new SmallCluster { Version = ClusterVersion.Parse(version) }.Vm(100, "pve1", "started")
            .OnNodes("home", 100, strict: true, new NodePreference("pve1"), new NodePreference("pve2")).Build(log);
        Assert.Equal(exit, Request(world, 100, "pve3").ExitStatus);
        world.Advance(TimeSpan.FromMinutes(3));
        Assert.NotEqual("pve3", world.Guests[100].Node);
        Assert.Equal(version == "9.0", log.Of(WorldEventKind.GuestMoved).Any(item => item.Target == "pve3"));
    }

    [Fact]
    public void A_locked_guest_is_refused_and_a_lock_that_comes_later_fails_the_motion()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Build();
        world.LockGuest(100, "backup");
        Assert.Equal("VM is locked (backup)", Assert.Throws<RequestRefusedException>(() => Request(world, 100, "pve2")).Message);
        world.LockGuest(100, null);
        Request(world, 100, "pve2");
        world.LockGuest(100, "backup");
        Wait.Until(world, () => world.Ha.Services["vm:100"].State == "migrate", 20);
        Wait.Until(world, () => world.Ha.Services["vm:100"].State == "started", 40);
        Assert.Equal("pve1", world.Guests[100].Node);
    }

    [Fact]
    public void A_request_towards_a_dead_node_is_dropped()
    {
        var log = new EventLog();
        var world = new SmallCluster().Vm(100, "pve1", "started").Build(log);
        world.KillNode("pve3");
        Assert.Equal("OK", Request(world, 100, "pve3").ExitStatus);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("started", world.Ha.Services["vm:100"].State);
        Assert.Single(log.Of(WorldEventKind.HaMotionDropped));
    }

    [Fact]
    public void At_most_four_motions_run_on_a_node_at_a_time()
    {
        var cluster = new SmallCluster();
        for (var id = 100; id < 108; id++)
        {
            cluster.Vm(id, "pve1", "started");
        }

        var world = cluster.Build();
        for (var id = 100; id < 108; id++)
        {
            Request(world, id, "pve2");
        }

        var most = 0;
        for (var second = 0; second < 120; second++)
        {
            world.Advance(TimeSpan.FromSeconds(1));
            most = Math.Max(most, world.Migrations.UnderWay.Count());
        }

        Assert.Equal(4, most);
        Assert.All(world.Guests.Values, guest => Assert.Equal("pve2", guest.Node));
    }

    [Fact]
    public void An_ignored_resource_moves_like_any_other_guest()
    {
        var world = new SmallCluster().Vm(100, "pve1", ha: "ignored").Build();
        Assert.Equal("qmigrate", Request(world, 100, "pve2").Type);
        Assert.Empty(world.Ha.Services);
    }

    [Fact]
    public void While_disarmed_a_request_waits_or_goes_past_the_manager()
    {
        var world = new SmallCluster().Vm(100, "pve1", "started").Build();
        world.Ha.DisarmedMode = "freeze";
        Request(world, 100, "pve2");
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("pve1", world.Guests[100].Node);
        world.Ha.DisarmedMode = "ignore";
        Assert.Equal("qmigrate", Request(world, 100, "pve3").Type);
    }

    private static SimulatedTask Request(ClusterWorld world, int id, string target) => world.Migrations.Request(
        world.Guests[id].Node, GuestKind.Vm, id, new MigrationParameters(target) { Online = true }, User);
}
