using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Ha.Scheduling;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Tests.Ha;

public class SchedulingTests
{
    private const double Mebibyte = 1L << 20;
    private const double Gibibyte = 1L << 30;

    private static readonly NodeLoad[] Equal =
    [
        new("node1", 1.7, 16, 12334 * Mebibyte, 64 * Gibibyte),
        new("node2", 15.184, 16, 529 * Mebibyte, 64 * Gibibyte),
        new("node3", 5.2, 16, 9381 * Mebibyte, 64 * Gibibyte),
    ];

    [Fact]
    public void Imbalance_of_known_clusters()
    {
        Assert.Equal(0.3460548572604576, Imbalance.Of(Equal), 14);
        NodeLoad[] mixed =
        [
            Equal[0] with { MaxMemory = 128 * Gibibyte },
            Equal[1] with { MaxCpu = 32, MaxMemory = 96 * Gibibyte },
            Equal[2] with { MaxCpu = 24 },
        ];
        Assert.Equal(0.23352917788066363, Imbalance.Of(mixed), 14);
        Assert.Equal(0, Imbalance.Of([Equal[0]]));
    }

    [Fact]
    public void The_two_methods_differ_on_a_known_migration()
    {
        NodeLoad[] To(string target) => [.. Equal.Select(node => node.Node switch
        {
            "node1" => node.Add(-0.7, -8 * Gibibyte),
            var name when name == target => node.Add(0.7, 8 * Gibibyte),
            _ => node,
        })];
        Assert.Equal(0.4223, Imbalance.Of(To("node3")), 4);
        Assert.Equal(0.5119, Imbalance.Of(To("node2")), 4);
        var scores = Topsis.Score([To("node2"), To("node3")]);
        Assert.Equal(0.9586, scores[0], 4);
        Assert.Equal(0.0414, scores[1], 4);
    }

    [Fact]
    public void Native_rebalancing_moves_one_guest_at_a_time_once_the_imbalance_has_lasted()
    {
        var log = new EventLog();
        var world = Hot(auto: true).Build(log);
        world.Advance(TimeSpan.FromSeconds(15));
        Assert.Empty(log.Of(WorldEventKind.HaMotionQueued));
        world.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(log.Of(WorldEventKind.HaMotionQueued));
        Assert.True(Imbalance.Of(new ClusterUsage(world, world.Ha).Nodes()) <= 0.3);
        Assert.All(log.Of(WorldEventKind.GuestMoved), item => Assert.NotEqual(105, item.Guest));
    }

    [Fact]
    public void Native_rebalancing_is_off_by_default()
    {
        var log = new EventLog();
        var world = Hot(auto: false).Build(log);
        world.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(log.Of(WorldEventKind.GuestMoved));
    }

    private static SmallCluster Hot(bool auto)
    {
        var cluster = new SmallCluster { Ha = new HaFacts { NativeMode = NativeSchedulerMode.Dynamic, NativeAutoRebalance = auto } };
        for (var id = 100; id < 106; id++)
        {
            cluster.Add(new Guest
            {
                Id = id,
                Node = "pve1",
                HaState = "started",
                HaAutoRebalance = id != 105,
                CpuUsed = 2,
                MemoryBytes = 8L << 30,
                MemoryUsedBytes = 8L << 30,
            });
        }

        return cluster;
    }
}
