using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Tests.World;

public class ControlTests
{
    [Fact]
    public void A_backup_locks_its_guest_until_it_ends()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var task = world.StartBackup(100, TimeSpan.FromMinutes(2));
        Assert.Equal(("vzdump", "backup"), (task.Type, world.Guests[100].Lock));
        Assert.Throws<RequestRefusedException>(() => world.StartBackup(100, TimeSpan.FromMinutes(2)));
        world.Advance(TimeSpan.FromSeconds(119));
        Assert.Null(task.EndedAt);
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("OK", (string?)null), (task.ExitStatus, world.Guests[100].Lock));
    }

    [Fact]
    public void A_machine_stopped_in_flight_ends_its_migration()
    {
        var (world, task) = Migrating();
        world.StopGuest(100);
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("migration aborted", "pve1"), (task.ExitStatus, world.Guests[100].Node));
    }

    [Fact]
    public void A_guest_moved_by_hand_ends_its_migration()
    {
        var (world, task) = Migrating();
        world.MoveGuest(100, "pve3");
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("migration aborted", "pve3"), (task.ExitStatus, world.Guests[100].Node));
    }

    [Fact]
    public void A_deleted_ha_guest_disappears_from_the_manager()
    {
        var world = new SmallCluster().Vm(100, "pve1", ha: "started").Vm(101, "pve1", ha: "started").Build();
        world.Migrations.Request("pve1", GuestKind.Vm, 100, new MigrationParameters("pve2") { Online = true }, Identity.Root);
        world.Advance(TimeSpan.FromSeconds(12));
        world.DeleteGuest(100);
        world.Ha.Resources.Remove("vm:101");
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(world.Ha.Services);
    }

    [Fact]
    public void A_guest_with_onboot_starts_when_its_node_returns()
    {
        var world = new SmallCluster().Vm(100, "pve1").Vm(101, "pve1").Build();
        world.Guests[100].Config["onboot"] = "1";
        world.KillNode("pve1");
        Assert.False(world.Guests[100].Running);
        world.ReviveNode("pve1");
        Assert.True(world.Guests[100].Running);
        Assert.False(world.Guests[101].Running);
    }

    private static (ClusterWorld World, SimulatedCluster.World.Tasks.SimulatedTask Task) Migrating()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var task = world.Migrations.Request(
            "pve1", GuestKind.Vm, 100, new MigrationParameters("pve2") { Online = true, BandwidthLimit = 1024 }, Identity.Root);
        world.Advance(TimeSpan.FromSeconds(5));
        return (world, task);
    }
}
