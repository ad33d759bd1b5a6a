using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Generation;

public class WorldBuilderTests
{
    private const long Gibibyte = 1L << 30;

    [Fact]
    public void What_the_host_uses_is_the_node_less_its_guests()
    {
        var world = Build(new ClusterSnapshot
        {
            Nodes = [new ClusterNode { Name = "a", CpuCores = 8, CpuUsed = 3, MemoryBytes = 64 * Gibibyte, MemoryUsedBytes = 20 * Gibibyte }],
            Guests = [new Guest { Id = 100, Node = "a", CpuCores = 4, CpuUsed = 2, MemoryBytes = 16 * Gibibyte, MemoryUsedBytes = 12 * Gibibyte }],
        });
        Assert.Equal((1.0, 8 * Gibibyte), (world.Nodes["a"].BaseCpu, world.Nodes["a"].BaseMemory));
        Assert.Equal((3 / 8.0, 20 * Gibibyte), (world.Nodes["a"].Sample!.Cpu, world.Nodes["a"].Sample!.Memory));
    }

    [Fact]
    public void Stated_rules_become_tags_where_tags_can_say_them()
    {
        var world = Build(new ClusterSnapshot
        {
            Nodes = [new ClusterNode { Name = "a" }, new ClusterNode { Name = "b" }],
            Guests = [new Guest { Id = 100, Node = "a" }, new Guest { Id = 101, Node = "a" }],
            Rules =
            [
                new PlacementRule { Type = RuleType.AntiAffinity, Guests = [100, 101] },
                new PlacementRule { Type = RuleType.NodeAffinity, Guests = [100], Nodes = [new NodePreference("a"), new NodePreference("b")] },
                new PlacementRule { Type = RuleType.Affinity, Guests = [100, 101], Required = false },
            ],
        });
        Assert.Equal(["plb_anti_affinity_rule0", "plb_pin_a", "plb_pin_b"], world.Guests[100].Tags);
        Assert.Equal(["plb_anti_affinity_rule0"], world.Guests[101].Tags);
    }

    [Fact]
    public void Free_space_is_what_the_snapshot_says()
    {
        var world = Build(new ClusterSnapshot
        {
            Nodes = [new ClusterNode { Name = "a" }],
            Guests = [new Guest { Id = 100, Node = "a", Disks = [new GuestDisk("lvm", 10 * Gibibyte)] }],
            Storages = [new ClusterStorage { Id = "lvm", Shared = false, Free = new Dictionary<string, long> { ["a"] = 7 * Gibibyte } }],
        });
        Assert.Equal(7 * Gibibyte, StorageUse.Free(world, world.Storages["lvm"], "a"));
    }

    [Fact]
    public void Nodes_that_are_offline_and_states_of_the_ha_manager_are_taken_over()
    {
        var world = Build(new ClusterSnapshot
        {
            Nodes = [new ClusterNode { Name = "a" }, new ClusterNode { Name = "b" }, new ClusterNode { Name = "c", Online = false }],
            Guests =
            [
                new Guest { Id = 100, Node = "a", HaState = "started", HaStatus = "error" },
                new Guest { Id = 101, Node = "a", HaState = "started", HaMaintenanceNode = "b" },
                new Guest { Id = 102, Node = "c" },
                new Guest { Id = 103, Node = "a", Running = false, Lock = "backup", Priority = GuestPriority.High, Pool = "p" },
            ],
        });
        Assert.False(world.Nodes["c"].Alive);
        Assert.False(world.Guests[102].Running);
        Assert.Equal("error", world.Ha.Services["vm:100"].State);
        Assert.Equal("b", world.Ha.Services["vm:101"].MaintenanceNode);
        Assert.Equal(("backup", "p"), (world.Guests[103].Lock, world.Guests[103].Pool));
        Assert.Contains("plb_priority_high", world.Guests[103].Tags);
    }

    private static ClusterWorld Build(ClusterSnapshot snapshot) => WorldBuilder.Build(snapshot, new WorldSettings());
}
