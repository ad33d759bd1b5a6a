using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Behaviours;

/// <summary>The adapter against the simulated cluster, over its real HTTP API, in every version.</summary>
public sealed class SimulatedClusterBehaviours
{
    public static TheoryData<string> Versions => Simulated.Versions;

    private static ClusterBuilder Cluster => new ClusterBuilder()
        .Node("pve1").Node("pve2").Node("pve3")
        .SharedStorage("ceph").LocalStorage("local-lvm", ("pve1", 500), ("pve2", 500), ("pve3", 500))
        .Guest(100, "pve1", memoryGiB: 8, tags: "plb_pin_pve1 prod", with: guest => guest with { Pool = "sql", CpuUsed = 1.5, MemoryUsedBytes = 3L << 30 }).Disk("local-lvm", 32)
        .Container(101, "pve1", with: guest => guest with { CpuUsed = 0.5, MemoryUsedBytes = 1L << 30 }).Disk("ceph", 8)
        .StoppedGuest(102, "pve2")
        .HaGuest(103, "pve2").HaGuest(104, "pve2", with: guest => guest with { Kind = GuestKind.Container });

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_capture_shows_what_the_cluster_is(string version)
    {
        var log = new LogSink();
        var facts = Cluster.Build();
        await using var simulated = await Simulated.StartAsync(version, facts, loggers: log);
        simulated.Cluster.Advance(TimeSpan.FromMinutes(5));

        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Empty(snapshot.Unknown);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.True(snapshot.Quorate);
        Assert.Equal(["pve1", "pve2", "pve3"], snapshot.Nodes.Select(node => node.Name));
        Assert.All(snapshot.Nodes, node => Assert.Equal((true, 16.0, 64L << 30), (node.Online, node.CpuCores, node.MemoryBytes)));
        Assert.All(snapshot.Nodes, node => Assert.Empty(node.Unknown));
        Assert.All(snapshot.Nodes, node => Assert.StartsWith(version, node.Version, StringComparison.Ordinal));
        foreach (var (expected, found) in facts.Guests.OrderBy(guest => guest.Id).Zip(snapshot.Guests))
        {
            Assert.Equal((expected.Id, expected.Kind, expected.Node, expected.Running, expected.Template), (found.Id, found.Kind, found.Node, found.Running, found.Template));
            Assert.Equal((expected.MemoryBytes, expected.CpuCores, expected.Pool), (found.MemoryBytes, found.CpuCores, found.Pool));
            Assert.Equal((expected.HaState, expected.Lock), (found.HaState, found.Lock));
            Assert.Equal(expected.Tags.Order(), found.Tags.Order());
            Assert.Equal(expected.Disks.Sum(disk => disk.Bytes), found.Disks.Sum(disk => disk.Bytes));
            Assert.Empty(found.Unknown);
        }

        Assert.InRange(snapshot.Guests[0].CpuUsed!.Value, 0.5, 3);
        Assert.InRange(snapshot.Guests[1].CpuUsed!.Value, 0.1, 1.5);
        Assert.True(snapshot.Guests[1].MemoryUsedBytes > 0);
        Assert.Null(snapshot.Guests[2].CpuUsed);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task H04_ha_guests_arrive_and_rest(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
        var snapshot = await simulated.Provider.CaptureAsync(default);

        foreach (var guest in snapshot.Guests.Where(guest => guest.Id is 103 or 104))
        {
            var request = Simulated.Request(guest, "pve3");
            var check = await simulated.Provider.CheckAsync(request, default);
            Assert.Equal((MigrationCheckResult.Ready, null), (check.Result, check.Reason));
            var end = await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(request, default));
            Assert.Equal((MigrationState.Ended, "pve3", null), (end.State, end.Node, end.Error));
        }

        Assert.All((await simulated.Provider.CaptureAsync(default)).Guests.Where(guest => guest.Id is 103 or 104), guest => Assert.Equal("pve3", guest.Node));
    }

    [Theory]
    [InlineData("9.0")]
    [InlineData("9.2")]
    public async Task H06_a_request_against_a_negative_rule_fails(string version)
    {
        var facts = Cluster.HaGuest(105, "pve3").HaResourceRule("apart", HaAffinity.Negative, 103, 105).Build();
        await using var simulated = await Simulated.StartAsync(version, facts);
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
        var guest = (await simulated.Provider.CaptureAsync(default)).Guests.Single(guest => guest.Id == 103);

        var check = await simulated.Provider.CheckAsync(Simulated.Request(guest, "pve3"), default);
        var end = await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(Simulated.Request(guest, "pve3"), default));

        Assert.Equal(MigrationCheckResult.Refused, check.Result);
        Assert.Equal((MigrationState.Failed, "pve2"), (end.State, end.Node));
        Assert.False(string.IsNullOrWhiteSpace(end.Error));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task D01_a_maintenance_is_read_from_the_cluster(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build());
        simulated.Cluster.Change(world => world.Ha.SetMaintenance("pve3", true));
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));

        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Equal([false, false, true], snapshot.Nodes.Select(node => node.Maintenance));
        Assert.All(snapshot.Nodes, node => Assert.True(node.Online));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task D04_a_dead_node_stops_nothing(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build());
        simulated.Cluster.Change(world => world.KillNode("pve3"));
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));

        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Equal([true, true, false], snapshot.Nodes.Select(node => node.Online));
        Assert.Equal(5, snapshot.Guests.Count);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E05_a_lock_is_seen(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build());
        simulated.Cluster.Change(world => world.LockGuest(100, "backup"));
        var guest = (await simulated.Provider.CaptureAsync(default)).Guests[0];

        Assert.Equal("backup", guest.Lock);
        Assert.Equal(MigrationCheckResult.Wait, (await simulated.Provider.CheckAsync(Simulated.Request(guest, "pve2"), default)).Result);
        var refusal = await Assert.ThrowsAsync<MigrationRefusedException>(() => simulated.Provider.StartMigrationAsync(Simulated.Request(guest, "pve2"), default));
        Assert.True(refusal.RetryLater);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E08_a_start_whose_reply_is_lost_is_found_again(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build());
        var guest = (await simulated.Provider.CaptureAsync(default)).Guests[0];
        var request = Simulated.Request(guest, "pve2");
        simulated.Cluster.Faults.Add(new Fault { Path = "/migrate", Method = "POST", Times = 1, LoseReply = true });
        var before = simulated.Cluster.Clock.GetUtcNow();

        await Assert.ThrowsAsync<ClusterUnreachableException>(() => simulated.Provider.StartMigrationAsync(request, default));
        var found = await simulated.Provider.FindMigrationAsync(request, before, default);

        Assert.NotNull(found?.Task);
        Assert.Equal("pve2", (await simulated.FollowAsync(found)).Node);
        Assert.Equal(1, simulated.Cluster.Read(world => world.Tasks.All.Count(task => task.Upid.ToString().Contains(":qmigrate:100:", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_login_by_password_survives_expired_tickets(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build(), options => (options.TokenId, options.TokenSecret, options.Password) = (null, null, "simulated"));
        var guest = (await simulated.Provider.CaptureAsync(default)).Guests[0];
        simulated.Cluster.ExpireTickets();

        var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(guest, "pve2"), default);

        Assert.Equal("pve2", (await simulated.FollowAsync(ticket)).Node);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_migration_can_be_aborted(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster.Build());
        var guest = (await simulated.Provider.CaptureAsync(default)).Guests[0];
        var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(guest, "pve2"), default);
        simulated.Cluster.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(MigrationState.Running, (await simulated.Provider.GetMigrationAsync(ticket, default)).State);

        await simulated.Provider.CancelMigrationAsync(ticket, default);
        var end = await simulated.FollowAsync(ticket);

        Assert.Equal((MigrationState.Failed, "pve1"), (end.State, end.Node));
    }

    [Fact]
    public async Task A04_half_of_the_hosts_down_is_no_matter()
    {
        await using var simulated = await Simulated.StartAsync("9.2", Cluster.Build(), options =>
        {
            options.Hosts.Insert(0, "127.0.0.1:1");
            options.WaitTime = TimeSpan.Zero;
        });

        Assert.Equal(5, (await simulated.Provider.CaptureAsync(default)).Guests.Count);
    }
}
