using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.Proxmox.Tests.Behaviours;

/// <summary>Migrations, of HA guests too, against the simulated cluster in every version.</summary>
public sealed class SimulatedMigrationBehaviours
{
    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task H05_a_guest_that_the_ha_manager_puts_elsewhere_has_arrived_there(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
        var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(await simulated.GuestAsync(103), "pve3"), default);
        while (simulated.Cluster.Read(world => world.Guests[103].Node != "pve3" || world.Ha.Services["vm:103"].State != "started"))
        {
            Assert.Equal(MigrationState.Running, (await simulated.Provider.GetMigrationAsync(ticket, default)).State);
            simulated.Cluster.Advance(TimeSpan.FromSeconds(5));
        }

        simulated.Cluster.Change(world => world.Ha.Request("vm:103", new HaMotion("migrate", "pve1")));
        var end = await simulated.FollowAsync(ticket);

        Assert.Equal((MigrationState.Ended, "pve1"), (end.State, end.Node));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task H06_a_migration_of_the_ha_manager_that_fails_in_the_background_is_seen_as_failed(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
        simulated.Cluster.Change(world => world.Migrations.FailNext(103, new InjectedFailure("migration aborted (duration 00:00:03): no space left")));

        var end = await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(Simulated.Request(await simulated.GuestAsync(103), "pve3"), default));

        Assert.Equal((MigrationState.Failed, "pve2"), (end.State, end.Node));
        Assert.Contains("no space left", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task H10_rules_and_groups_are_read_as_the_version_has_them(string version)
    {
        var builder = Facts.Cluster;
        var facts = version[0] == '9'
            ? builder.HaNodeRule("prefer", [103], strict: true, new NodePreference("pve2", 2), new NodePreference("pve3")).HaResourceRule("apart", HaAffinity.Negative, 103, 104).Build()
            : builder.HaGroup("prefer", restricted: true, new NodePreference("pve2", 2), new NodePreference("pve3")).Build();
        var log = new LogSink();
        await using var simulated = await Simulated.StartAsync(version, facts, loggers: log);

        var ha = (await simulated.Provider.CaptureAsync(default)).Ha;

        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        var nodes = version[0] == '9' ? Assert.Single(ha.Rules, rule => rule.Type == HaRuleType.NodeAffinity).Nodes : Assert.Single(ha.Groups).Nodes;
        Assert.Equal([new NodePreference("pve2", 2), new NodePreference("pve3")], nodes);
        Assert.Equal(version[0] == '9', ha.Rules.Any(rule => rule is { Type: HaRuleType.ResourceAffinity, Affinity: HaAffinity.Negative }));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task H11_guests_are_called_what_they_are(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        var requests = new[] { Simulated.Request(await simulated.GuestAsync(100), "pve2"), Simulated.Request(await simulated.GuestAsync(101), "pve2") };
        simulated.Cluster.Change(world =>
        {
            world.LockGuest(100, "backup");
            world.LockGuest(101, "backup");
        });

        Assert.Equal("VM 100 (db) is locked (backup).", (await simulated.Provider.CheckAsync(requests[0], default)).Reason);
        Assert.Equal("CT 101 (web) is locked (backup).", (await simulated.Provider.CheckAsync(requests[1], default)).Reason);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E03_E04_every_option_goes_through_in_every_version(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), options =>
        {
            options.BandwidthLimit = 100 << 20;
        });
        var map = new Dictionary<string, string> { ["local-lvm"] = "ceph" };
        simulated.Cluster.Change(world =>
        {
            world.Access.Grant("/", "lb@pve", Roles.Administrator);
            world.Access.Grant("/", "lb@pve!proxlb", Roles.Administrator);
        });

        foreach (var id in (int[])[100, 101, 102])
        {
            var guest = await simulated.GuestAsync(id);
            var end = await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(Simulated.Request(guest, "pve3") with { TargetStorage = map }, default));
            Assert.Equal((MigrationState.Ended, "pve3", null), (end.State, end.Node, end.Error));
        }

        Assert.Equal("ceph", Assert.Single((await simulated.GuestAsync(100)).Disks).Storage);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E03_a_machine_with_a_local_disk_takes_it_along_and_is_refused_where_that_is_switched_off(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        using var without = simulated.Restart(options => options.WithLocalDisks = false);
        var request = Simulated.Request(await simulated.GuestAsync(100), "pve2");

        var refused = await simulated.FollowAsync(await without.StartMigrationAsync(request, default));
        var moved = await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(request, default));

        Assert.Equal((MigrationState.Failed, "pve1"), (refused.State, refused.Node));
        Assert.Equal((MigrationState.Ended, "pve2"), (moved.State, moved.Node));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E07_a_storage_that_the_target_lacks_is_refused_before_anything_happens(string version)
    {
        var facts = Facts.Cluster.Storage(new ClusterStorage { Id = "only1", Shared = false, Nodes = ["pve1"], Content = ["images"] }).Guest(110, "pve1").Disk("only1", 8).Build();
        await using var simulated = await Simulated.StartAsync(version, facts);
        var snapshot = await simulated.Provider.CaptureAsync(default);
        var request = Simulated.Request(snapshot.Guests.Single(guest => guest.Id == 110), "pve2");

        var check = await simulated.Provider.CheckAsync(request, default);
        var refusal = await Assert.ThrowsAsync<MigrationRefusedException>(() => simulated.Provider.StartMigrationAsync(request, default));

        Assert.Equal(["pve1"], snapshot.Storages.Single(storage => storage.Id == "only1").Nodes); // so the planner does not ask for it
        Assert.Equal(version is "7.4" ? MigrationCheckResult.Ready : MigrationCheckResult.Refused, check.Result); // 7.4 says nothing of a running machine's nodes
        Assert.Contains("only1", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.RetryLater);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E08_errors_while_asking_are_no_failure_of_the_migration(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(await simulated.GuestAsync(100), "pve2"), default);
        simulated.Cluster.Advance(TimeSpan.FromSeconds(2));
        foreach (var fault in (Fault[])[new() { Status = 595, Reason = "No route to host" }, new() { Status = 596, Reason = "Connection timed out" }, new() { Status = 500, Reason = "got timeout" }, new() { Garbage = "<html>" }, new() { Drop = true }])
        {
            simulated.Cluster.Faults.Add(fault with { Path = "/tasks/" });
            Assert.Contains((await simulated.Provider.GetMigrationAsync(ticket, default)).State, (MigrationState[])[MigrationState.Running, MigrationState.Unknown]);
            simulated.Cluster.Faults.Clear();
        }

        Assert.Equal((MigrationState.Ended, "pve2"), await EndAsync(simulated, ticket));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E09_a_migration_of_hours_is_running_all_the_time(string version)
    {
        var facts = Facts.Cluster.With(cluster => cluster with { MigrationBytesPerSecond = 1 << 20 }).Build();
        await using var simulated = await Simulated.StartAsync(version, facts);
        var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(await simulated.GuestAsync(100), "pve2"), default);

        for (var hour = 0; hour < 5; hour++)
        {
            simulated.Cluster.Advance(TimeSpan.FromHours(1));
            Assert.Equal(MigrationState.Running, (await simulated.Provider.GetMigrationAsync(ticket, default)).State);
        }

        simulated.Cluster.Advance(TimeSpan.FromHours(20));
        Assert.Equal((MigrationState.Ended, "pve2"), await EndAsync(simulated, ticket));
    }

    private static async Task<(MigrationState, string?)> EndAsync(Simulated simulated, MigrationTicket ticket)
    {
        var end = await simulated.FollowAsync(ticket);
        return (end.State, end.Node);
    }
}
