using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.TestKit;
using static ProxLB.TestKit.ClusterBuilder;

namespace ProxLB.Core.Tests.Strategies;

/// <summary>What the built-in strategies measure.</summary>
public class MeasureTests
{
    [Fact]
    public void Only_running_guests_have_memory_and_cpu_demand()
    {
        var cluster = new ClusterBuilder().Node("a").Guest(100, "a").StoppedGuest(101, "a").Guest(102, "a", with: guest => guest with { Template = true }).Build();

        Assert.Equal([Bytes(4), 0, 0], Demand("memory", cluster));
        Assert.Equal([500, 0, 0], Demand("cpu", cluster));
    }

    [Fact]
    public void A_configured_size_stands_in_for_an_unknown_use()
    {
        var cluster = new ClusterBuilder().Node("a").Guest(100, "a", with: guest => guest with { MemoryUsedBytes = null, CpuUsed = null }).Build();

        Assert.Equal([Bytes(4)], Demand("memory", cluster));
        Assert.Equal([2000], Demand("cpu", cluster));
        Assert.Contains("(100)", Assert.Single(Model("memory", cluster).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hosts_own_load_is_what_its_guests_do_not_explain()
    {
        var cluster = new ClusterBuilder()
            .Node("a", with: node => node with { MemoryUsedBytes = Bytes(20), MemoryReclaimableBytes = Bytes(6) })
            .Node("b", with: node => node with { MemoryUsedBytes = Bytes(1) })
            .Node("c")
            .Guests(100, 2, "a").Guests(200, 2, "b").Guests(300, 2, "c")
            .Build();

        Assert.Equal([Bytes(20 - 6 - 8), 0, 0], Dimension("memory", cluster).Base.ToArray());
    }

    [Fact]
    public void A_reserve_is_taken_off_the_capacity()
    {
        var options = new MeasureOptions { Reserve = { MemoryBytes = Bytes(4), CpuCores = 2 } };
        options.ReserveByNode["b"] = new ResourceReserve { MemoryBytes = Bytes(10) };
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).Build();

        Assert.Equal([Bytes(60), Bytes(54)], Dimension("memory", cluster, options).Capacity.ToArray());
        Assert.Equal([14_000, 14_000], Dimension("cpu", cluster, options).Capacity.ToArray());
    }

    [Fact]
    public void Local_disks_count_of_stopped_guests_too_and_shared_ones_never()
    {
        var cluster = new ClusterBuilder().Node("a").LocalStorage("local", ("a", 100)).SharedStorage("ceph")
            .StoppedGuest(100, "a").Disk("local", 5).Disk("ceph", 50).Build();

        Assert.Equal([Bytes(5)], Demand("disk", cluster));
    }

    [Fact]
    public void Guests_pressure_is_scaled_down_to_that_of_their_node()
    {
        var cluster = new ClusterBuilder()
            .Node("a", with: node => node with { Pressure = new PressureFigures { MemorySome = 30 } })
            .Guest(100, "a", with: guest => guest with { Pressure = new PressureFigures { MemorySome = 40 } })
            .Guest(101, "a", with: guest => guest with { Pressure = new PressureFigures { MemorySome = 20 } })
            .Build();
        var dimension = Dimension("memory", cluster, new MeasureOptions { Mode = MeasureMode.Psi });

        Assert.Equal([200_000, 100_000], dimension.Demand.ToArray());
        Assert.Equal([0], dimension.Base.ToArray());
    }

    [Fact]
    public void Pressure_that_no_guest_explains_is_the_hosts_own()
    {
        var cluster = new ClusterBuilder()
            .Node("a", with: node => node with { Pressure = new PressureFigures { CpuSome = 30 } })
            .Guest(100, "a", with: guest => guest with { Pressure = new PressureFigures { CpuSome = 10 } })
            .Build();
        var dimension = Dimension("cpu", cluster, new MeasureOptions { Mode = MeasureMode.Psi });

        Assert.Equal([100_000], dimension.Demand.ToArray());
        Assert.Equal([200_000], dimension.Base.ToArray());
    }

    [Fact]
    public void A_local_storage_is_limited_by_what_is_free_and_what_its_guests_have()
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).LocalStorage("local", ("a", 10), ("b", 50)).Guest(100, "a").Disk("local", 20).Build();
        var dimension = LocalStorageLoad.Measure(cluster, new Dictionary<string, string>()).Single();

        Assert.Equal([Bytes(30), Bytes(50)], dimension.Limit.ToArray());
        Assert.Equal([Bytes(20)], dimension.Demand.ToArray());
        Assert.Equal([0, 0], dimension.Base.ToArray());
    }

    [Fact]
    public void A_mapped_disk_takes_no_room_on_the_target_storage_until_it_comes_there()
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).LocalStorage("ssd", ("a", 10)).LocalStorage("hdd", ("a", 5), ("b", 50)).Guest(100, "a").Disk("ssd", 20).Build();
        var hdd = LocalStorageLoad.Measure(cluster, new Dictionary<string, string> { ["ssd"] = "hdd" }).Single();

        Assert.Equal("storage:hdd", hdd.Name);
        Assert.Equal([Bytes(20)], hdd.Demand.ToArray());
        Assert.Equal([-Bytes(20), 0], hdd.Base.ToArray());
        Assert.Equal([Bytes(5), Bytes(50)], hdd.Limit.ToArray());
    }

    private static long[] Demand(string strategy, ClusterSnapshot cluster) => Dimension(strategy, cluster).Demand.ToArray();

    private static LoadDimension Dimension(string strategy, ClusterSnapshot cluster, MeasureOptions? options = null) =>
        Assert.Single(Model(strategy, cluster, options).Dimensions);

    private static LoadModel Model(string strategy, ClusterSnapshot cluster, MeasureOptions? options = null) =>
        BuiltIn.Strategies(new BalancerOptions { Measure = options ?? new MeasureOptions() }).Single(s => s.Name == strategy).Measure(cluster);
}
