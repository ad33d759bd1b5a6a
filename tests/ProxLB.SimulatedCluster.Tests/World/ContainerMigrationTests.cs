using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.Tests.World;

public class ContainerMigrationTests
{
    private static readonly Identity User = new("lb@pve", "proxlb");

    [Fact]
    public void Is_shut_down_moved_and_started_again()
    {
        var world = new SmallCluster().Container(200, "pve1", storage: "local-zfs").Build();
        var task = world.Migrations.Request("pve1", GuestKind.Container, 200, new MigrationParameters("pve2") { Restart = true }, User);
        Assert.Equal("vzmigrate", task.Type);
        Wait.Until(world, () => !world.Guests[200].Running);
        Assert.Equal("pve1", world.Guests[200].Node);
        Wait.Until(world, () => task.EndedAt is not null);
        Assert.Equal("OK", task.ExitStatus);
        Assert.Equal("pve2", world.Guests[200].Node);
        Assert.True(world.Guests[200].Running);
    }

    [Fact]
    public void Is_never_moved_live()
    {
        var world = new SmallCluster().Container(200, "pve1").Build();
        Assert.Equal("lxc live migration is currently not implemented", Refusal(world, new MigrationParameters("pve2") { Online = true }));
        Assert.Equal("can't migrate running container without --online or --restart", Refusal(world, new MigrationParameters("pve2")));
        world.LockGuest(200, "snapshot");
        Assert.Equal("CT is locked (snapshot)", Refusal(world, new MigrationParameters("pve2") { Restart = true }));
    }

    [Fact]
    public void A_shutdown_that_takes_too_long_aborts_it()
    {
        var cluster = new SmallCluster().Container(200, "pve1");
        var world = Slow(cluster, TimeSpan.FromSeconds(90));
        var task = world.Migrations.Request(
            "pve1", GuestKind.Container, 200, new MigrationParameters("pve2") { Restart = true, ShutdownTimeout = 30 }, User);
        Wait.Until(world, () => task.EndedAt is not null);
        Assert.Equal("migration aborted", task.ExitStatus);
        Assert.Equal("pve1", world.Guests[200].Node);
        Assert.True(world.Guests[200].Running);
    }

    [Fact]
    public void A_bind_mount_is_found_in_the_task_only()
    {
        var world = new SmallCluster().Container(200, "pve1").Build();
        world.Guests[200].Volumes.Add(new GuestVolume("mp0", "", "/srv/data", 0) { Options = "mp=/data" });
        var task = world.Migrations.Request("pve1", GuestKind.Container, 200, new MigrationParameters("pve2") { Restart = true }, User);
        Wait.Until(world, () => task.EndedAt is not null);
        Assert.Contains(task.Log, line => line.Contains("cannot migrate local bind mount point 'mp0'", StringComparison.Ordinal));
        Assert.True(world.Guests[200].Running);
    }

    private static string Refusal(ClusterWorld world, MigrationParameters parameters) =>
        Assert.Throws<RequestRefusedException>(() => world.Migrations.Request("pve1", GuestKind.Container, 200, parameters, User)).Message;

    private static ClusterWorld Slow(SmallCluster cluster, TimeSpan shutdown) =>
        WorldBuilder.Build(cluster.Snapshot(), cluster.Settings with { ContainerShutdown = shutdown });
}
