using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Events;
using ProxLB.SimulatedCluster.World.Load;
using ProxLB.SimulatedCluster.World.Migration;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Tests.World;

public class VmMigrationTests
{
    private static readonly Identity User = new("lb@pve", "proxlb");

    [Fact]
    public void Locks_the_guest_moves_it_before_the_task_ends_and_unlocks_it()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var task = Request(world, 100, "pve2");
        Assert.Equal("qmigrate", task.Type);
        Assert.True(Upid.IsValid(task.Upid), task.Upid);
        Assert.Equal("migrate", world.Guests[100].Lock);

        AdvanceUntil(world, () => world.Guests[100].Node == "pve2");
        Assert.Null(task.EndedAt);
        Assert.True(world.Guests[100].Running);

        AdvanceUntil(world, () => task.EndedAt is not null);
        Assert.Equal("OK", task.ExitStatus);
        Assert.Null(world.Guests[100].Lock);
        Assert.Contains(task.Log, line => line.Contains("VM-state", StringComparison.Ordinal));
        Assert.Equal("TASK OK", task.Log[^1]);
    }

    [Fact]
    public void Takes_time_by_bytes_and_bandwidth()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var slow = Request(world, 100, "pve2", limit: 20 * 1024);
        var start = world.Now;
        AdvanceUntil(world, () => slow.EndedAt is not null);

        // 2 GiB at 20 MiB/s, and a few seconds before and after.
        Assert.InRange((slow.EndedAt!.Value - start).TotalSeconds, 102, 108);
    }

    [Fact]
    public void Migrations_of_one_node_share_its_network()
    {
        var world = new SmallCluster()
            .Add(new Guest { Id = 100, Node = "pve1", MemoryBytes = 32L << 30, MemoryUsedBytes = 30L << 30 })
            .Add(new Guest { Id = 101, Node = "pve1", MemoryBytes = 32L << 30, MemoryUsedBytes = 30L << 30 })
            .Build();
        var alone = Duration(world, Request(world, 100, "pve2"));
        var first = Request(world, 100, "pve1", source: "pve2");
        var second = Request(world, 101, "pve2");
        AdvanceUntil(world, () => first.EndedAt is not null && second.EndedAt is not null);
        Assert.InRange((first.EndedAt!.Value - first.StartedAt).TotalSeconds, (alone * 2) - 8, alone * 2);
    }

    [Fact]
    public void Load_follows_the_guest_and_its_first_sample_shows_no_cpu()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var before = world.Nodes["pve1"].Sample!.Cpu;
        var task = Request(world, 100, "pve2");
        AdvanceUntil(world, () => world.Guests[100].Node == "pve2");
        AdvanceUntil(world, () => world.Guests[100].Sample!.At > task.StartedAt);
        Assert.Equal(0, world.Guests[100].Sample!.Cpu);

        world.Advance(TimeSpan.FromSeconds(StatusDaemon.Period));
        Assert.Equal(0.5, world.Guests[100].Sample!.Cpu, 6);
        Assert.True(world.Nodes["pve1"].Sample!.Cpu < before);
        Assert.True(world.Nodes["pve2"].Sample!.Memory > world.Nodes["pve1"].Sample!.Memory);
    }

    [Theory]
    [InlineData(false, "pve1")]
    [InlineData(true, "pve2")]
    public void An_injected_failure_leaves_the_guest_where_it_says(bool afterMove, string node)
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        world.Migrations.FailNext(100, new InjectedFailure("migration problems", afterMove));
        var task = Request(world, 100, "pve2");
        AdvanceUntil(world, () => task.EndedAt is not null);
        Assert.Equal("migration problems", task.ExitStatus);
        Assert.Equal(node, world.Guests[100].Node);
        Assert.Null(world.Guests[100].Lock);

        var again = Request(world, 100, "pve3", source: node);
        AdvanceUntil(world, () => again.EndedAt is not null);
        Assert.Equal("OK", again.ExitStatus);
    }

    [Fact]
    public void Local_disks_need_the_option_and_then_take_their_time()
    {
        var world = new SmallCluster().Vm(100, "pve1", storage: "local-zfs").Build();
        var without = Request(world, 100, "pve2");
        AdvanceUntil(world, () => without.EndedAt is not null);
        Assert.Equal("migration aborted", without.ExitStatus);
        Assert.Contains(without.Log, line => line.Contains("with-local-disks", StringComparison.Ordinal));

        var with = world.Migrations.Request(
            "pve1", GuestKind.Vm, 100, new MigrationParameters("pve2") { Online = true, WithLocalDisks = true }, User);
        AdvanceUntil(world, () => with.EndedAt is not null);
        Assert.Equal("OK", with.ExitStatus);
        Assert.Equal("pve2", world.Guests[100].Node);
    }

    [Fact]
    public void Local_devices_stop_it_in_the_task_not_in_the_request()
    {
        var world = new SmallCluster().Add(new Guest { Id = 100, Node = "pve1", LocalResources = ["hostpci0"] }).Build();
        var task = Request(world, 100, "pve2");
        AdvanceUntil(world, () => task.EndedAt is not null);
        Assert.Equal("migration aborted", task.ExitStatus);
        Assert.Contains(task.Log, line => line.Contains("local devices: hostpci0", StringComparison.Ordinal));
    }

    [Fact]
    public void Refusals_come_in_the_order_of_the_real_api()
    {
        var world = new SmallCluster().Vm(100, "pve1").Vm(101, "pve1", storage: "only1").Build();
        Assert.Equal("target is local node.", Refusal(world, 100, "pve1").Errors!["target"]);
        Assert.Equal("no such cluster node 'pve9'", Refusal(world, 100, "pve9").Message);
        Assert.Equal("Configuration file 'nodes/pve2/qemu-server/100.conf' does not exist", Refusal(world, 100, "pve3", source: "pve2").Message);
        world.LockGuest(100, "backup");
        Assert.Equal("VM is locked (backup)", Refusal(world, 100, "pve2", online: false).Message);
        world.LockGuest(100, null);
        Assert.Equal("can't migrate running VM without --online", Refusal(world, 100, "pve2", online: false).Message);
        world.ReplicationJobs.Add(new ReplicationJob(100, 0, "pve3"));
        Assert.StartsWith("Cannot live migrate replicated VM to node 'pve2'", Refusal(world, 100, "pve2").Message, StringComparison.Ordinal);
        Assert.Equal("storage 'only1' is not available on node 'pve2'", Refusal(world, 101, "pve2").Message);
        world.KillNode("pve2");
        world.KillNode("pve3");
        Assert.Equal("cluster not ready - no quorum?", Refusal(world, 101, "pve2").Message);
    }

    [Fact]
    public void Replication_turns_round_with_the_guest()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        world.ReplicationJobs.Add(new ReplicationJob(100, 0, "pve3"));
        var task = Request(world, 100, "pve3");
        AdvanceUntil(world, () => task.EndedAt is not null);
        Assert.Equal("pve1", Assert.Single(world.ReplicationJobs).Target);
    }

    [Fact]
    public void The_target_dies_and_the_guest_stays()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var task = Request(world, 100, "pve2", limit: 1024);
        world.Advance(TimeSpan.FromSeconds(10));
        world.KillNode("pve2");
        Assert.Equal("migration aborted", task.ExitStatus);
        Assert.Equal("pve1", world.Guests[100].Node);
        Assert.True(world.Guests[100].Running);
        Assert.Null(world.Guests[100].Lock);
    }

    [Fact]
    public void The_source_dies_and_the_lock_stays()
    {
        var log = new EventLog();
        var world = new SmallCluster().Vm(100, "pve1").Build(log);
        var task = Request(world, 100, "pve2", limit: 1024);
        world.Advance(TimeSpan.FromSeconds(10));
        world.KillNode("pve1");
        Assert.Equal("unexpected status", task.ExitStatus);
        Assert.Equal("migrate", world.Guests[100].Lock);
        Assert.False(world.Guests[100].Running);
        Assert.False(world.Migrations.Any);
        world.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("pve1", world.Guests[100].Node);
        Assert.Single(log.Of(WorldEventKind.NodeDied));
    }

    [Fact]
    public void A_deleted_guest_ends_its_migration()
    {
        var world = new SmallCluster().Vm(100, "pve1").Build();
        var task = Request(world, 100, "pve2", limit: 1024);
        world.Advance(TimeSpan.FromSeconds(3));
        world.DeleteGuest(100);
        Assert.Equal("migration aborted", task.ExitStatus);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(world.Guests);
    }

    private static SimulatedTask Request(ClusterWorld world, int id, string target, string source = "pve1", double? limit = null) =>
        world.Migrations.Request(source, GuestKind.Vm, id, new MigrationParameters(target) { Online = true, BandwidthLimit = limit }, User);

    private static RequestRefusedException Refusal(ClusterWorld world, int id, string target, string source = "pve1", bool online = true) =>
        Assert.Throws<RequestRefusedException>(() =>
            world.Migrations.Request(source, GuestKind.Vm, id, new MigrationParameters(target) { Online = online }, User));

    private static double Duration(ClusterWorld world, SimulatedTask task)
    {
        AdvanceUntil(world, () => task.EndedAt is not null);
        return (task.EndedAt!.Value - task.StartedAt).TotalSeconds;
    }

    private static void AdvanceUntil(ClusterWorld world, Func<bool> condition) => Wait.Until(world, condition);
}
