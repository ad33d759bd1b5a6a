using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Behaviours;

/// <summary>What is measured, against the simulated cluster in every version.</summary>
public sealed class SimulatedMetricsBehaviours
{
    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M01_half_of_eight_cores_are_four_cores(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromMinutes(5));

        Assert.InRange((await simulated.GuestAsync(100)).CpuUsed!.Value, 3.9, 4.1);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M02_M11_a_nodes_used_memory_is_what_it_uses(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromMinutes(5));
        var used = simulated.Cluster.Read(world => world.Nodes["pve1"].BaseMemory) + (4 * Facts.Gibi);

        var node = (await simulated.Provider.CaptureAsync(default)).Nodes[0];

        Assert.Equal(used, node.MemoryUsedBytes);
        Assert.InRange(node.CpuUsed!.Value, 4.5, 4.9); // the guests' 4.5 and the host's own
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M04_a_guest_that_has_just_arrived_is_not_idle(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromMinutes(5));
        var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(await simulated.GuestAsync(100), "pve2"), default);
        Assert.Equal("pve2", (await simulated.FollowAsync(ticket)).Node);

        for (var round = 0; round < 8; round++)
        {
            Assert.InRange((await simulated.GuestAsync(100)).CpuUsed!.Value, 3.5, 4.5);
            simulated.Cluster.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M05_a_minute_of_full_load_hardly_counts_in_half_an_hour(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world => world.Guests[100].CpuUsed = 0.8);
        simulated.Cluster.Advance(TimeSpan.FromMinutes(40));
        simulated.Cluster.Change(world => world.Guests[100].CpuUsed = 8);
        simulated.Cluster.Advance(TimeSpan.FromMinutes(1));
        simulated.Cluster.Change(world => world.Guests[100].CpuUsed = 0.8);
        simulated.Cluster.Advance(TimeSpan.FromSeconds(20));

        Assert.InRange((await simulated.GuestAsync(100)).CpuUsed!.Value, 0.8, 1.3);
    }

    [Theory]
    [InlineData("8.4", -5)]
    [InlineData("8.4", 2)]
    [InlineData("9.2", -5)]
    [InlineData("9.2", 2)]
    public async Task M05_the_window_is_the_clusters_half_hour_though_our_clock_is_hours_off(string version, int hours)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world => world.Guests[100].CpuUsed = 0.8);
        simulated.Cluster.Advance(TimeSpan.FromMinutes(40));
        simulated.Cluster.Change(world => world.Guests[100].CpuUsed = 8);
        simulated.Cluster.Advance(TimeSpan.FromSeconds(10));
        var clock = new ManualTimeProvider(simulated.Cluster.Clock.GetUtcNow() + TimeSpan.FromHours(hours));
        using var provider = ProxmoxClusterProvider.Create(Simulated.OptionsFor(simulated.Cluster), null, clock);

        for (var round = 0; round < 3; round++)
        {
            var guest = (await provider.CaptureAsync(default)).Guests.Single(guest => guest.Id == 100);
            Assert.InRange(guest.CpuUsed!.Value, 0.8, 1.3);
            simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
            clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M06_the_zfs_cache_is_reclaimable_where_the_version_tells_it_and_a_warning_where_not(string version)
    {
        var log = new LogSink();
        var facts = Facts.Cluster
            .Node("pve4", with: node => node with { MemoryUsedBytes = 32 * Facts.Gibi, MemoryReclaimableBytes = 20 * Facts.Gibi })
            .Storage(new ClusterStorage { Id = "tank", Type = "zfspool", Shared = false, Nodes = ["pve4"], Content = ["images"] }).Build();
        await using var simulated = await Simulated.StartAsync(version, facts, loggers: log);

        var node = (await simulated.Provider.CaptureAsync(default)).Nodes.Single(node => node.Name == "pve4");
        await simulated.Provider.CaptureAsync(default);

        var tells = version[0] == '9';
        Assert.Equal((32 * Facts.Gibi, tells ? 20 * Facts.Gibi : 0), (node.MemoryUsedBytes, node.MemoryReclaimableBytes));
        var warnings = log.Lines.Where(line => line.Contains("does not tell the size of the ZFS cache", StringComparison.Ordinal)).ToList();
        Assert.Equal(tells ? 0 : 1, warnings.Count);
        Assert.All(warnings, line => Assert.Contains("on pve4,", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M07_a_machine_without_balloon_counts_with_what_its_host_sees_where_the_version_tells_it(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world => world.Guests[100].BalloonStatistics = false);
        simulated.Cluster.Advance(TimeSpan.FromMinutes(40)); // longer than the window

        Assert.Equal(version[0] == '9' ? 3 * Facts.Gibi : 8 * Facts.Gibi, (await simulated.GuestAsync(100)).MemoryUsedBytes);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M08_a_container_is_measured(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromMinutes(5));

        var container = await simulated.GuestAsync(101);

        Assert.InRange(container.CpuUsed!.Value, 0.45, 0.55);
        Assert.Equal(Facts.Gibi, container.MemoryUsedBytes);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M09_pressure_is_read_where_there_is_any_and_unknown_elsewhere(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), options => options.ReadGuestPressure = true);
        simulated.Cluster.Change(world => world.Guests[100].Pressure = new PressureFigures { CpuSome = 12, CpuFull = 3, IoSome = 7 });
        simulated.Cluster.Advance(TimeSpan.FromMinutes(5));

        var snapshot = await simulated.Provider.CaptureAsync(default);

        var has = version[0] == '9';
        Assert.Equal(has ? 12 : null, snapshot.Guests[0].Pressure?.CpuSome);
        Assert.Equal(has ? 7 : null, snapshot.Guests[0].Pressure?.IoSome);
        Assert.Null(snapshot.Guests[0].Pressure?.MemorySome);
        Assert.Null(snapshot.Guests[2].Pressure); // stopped
        Assert.All(snapshot.Nodes, node => Assert.Equal(has, node.Pressure is not null));
        Assert.Empty(snapshot.Unknown);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M10_460_guests_cost_no_call_each_where_the_cluster_has_metrics_and_one_elsewhere(string version)
    {
        var builder = new ClusterBuilder().Nodes(Enumerable.Range(1, 4).Select(number => $"pve{number}"), memoryGiB: 1024, cores: 256).SharedStorage("ceph");
        for (var id = 100; id < 560; id++)
        {
            builder.Guest(id, $"pve{(id % 4) + 1}", memoryGiB: 1, cores: 1);
        }

        await using var simulated = await Simulated.StartAsync(version, builder.Build());
        await simulated.Provider.CaptureAsync(default);
        var before = simulated.Provider.Calls;

        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Equal(460, snapshot.Guests.Count(guest => guest.CpuUsed > 0));
        Assert.InRange(simulated.Provider.Calls - before, 8, version is "9.0" or "9.2" or "8.4" ? 25 : 485);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M12_a_guest_that_ran_for_a_part_of_the_window_is_averaged_over_that_part(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromMinutes(30));
        simulated.Cluster.Change(world =>
        {
            world.Guests[102].CpuUsed = 1;
            world.StartGuest(102);
        });
        simulated.Cluster.Advance(TimeSpan.FromMinutes(10));

        Assert.InRange((await simulated.GuestAsync(102)).CpuUsed!.Value, 0.85, 1.15);
    }
}
