using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Behaviours;

public sealed class ExecutionBehaviours
{
    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task E03_local_disks_are_asked_for_in_every_path(string version)
    {
        var cluster = RecordedMigration.Cluster(version + ".1");
        using var provider = Providers.Over(cluster);

        await provider.StartMigrationAsync(RecordedMigration.Vm, default);
        await provider.StartMigrationAsync(RecordedMigration.Ha, default);

        Assert.All(cluster.Calls.Where(call => call.Method == "POST"), call => Assert.Contains("with-local-disks=1", call.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7.4.1", false)]
    [InlineData("8.4.1", false)]
    [InlineData("9.0.1", true)]
    [InlineData("9.2.1", true)]
    public async Task E04_a_parameter_that_the_version_does_not_know_is_never_sent(string version, bool knows)
    {
        var cluster = RecordedMigration.Cluster(version);
        using var provider = Providers.Over(cluster);

        await provider.StartMigrationAsync(RecordedMigration.Vm, default);

        Assert.Equal(knows, Assert.Single(cluster.Calls, call => call.Method == "POST").Body.Contains("with-conntrack-state=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task E04_the_lowest_version_of_the_nodes_counts()
    {
        var cluster = RecordedMigration.Cluster().On("GET /nodes/pve2/status", """{"pveversion":"pve-manager/8.4.1/abc","cpuinfo":{"cpus":8},"memory":{"total":68719476736} }""");
        using var provider = Providers.Over(cluster);
        await provider.CaptureAsync(default);

        await provider.StartMigrationAsync(RecordedMigration.Vm, default);

        Assert.DoesNotContain("conntrack", Assert.Single(cluster.Calls, call => call.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_kind_of_guest_is_started_with_what_it_needs()
    {
        var map = new Dictionary<string, string> { ["local-lvm"] = "ceph" };
        var options = Providers.Options();
        options.BandwidthLimit = 10L << 20;
        options.StorageMap["other"] = "ceph";
        var cluster = RecordedMigration.Cluster();
        using var provider = Providers.Over(cluster, options);

        await provider.StartMigrationAsync(RecordedMigration.Vm with { TargetStorage = map }, default);
        await provider.StartMigrationAsync(RecordedMigration.Container with { TargetStorage = map }, default);
        await provider.StartMigrationAsync(RecordedMigration.Container, default);

        Assert.Equal(
            ["target=pve2&online=1&with-local-disks=1&with-conntrack-state=1&targetstorage=local-lvm%3Aceph&bwlimit=10240", "target=pve2&restart=1&target-storage=local-lvm%3Aceph&bwlimit=10240", "target=pve2&restart=1&bwlimit=10240"],
            cluster.Calls.Where(call => call.Method == "POST").Select(call => call.Body));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("migrate")]
    [InlineData("snapshot")]
    public async Task E05_a_locked_guest_is_to_be_waited_for(string locked)
    {
        using var provider = Providers.Over(RecordedMigration.Cluster().WithGuestOn(100, "pve1", "pve1", locked));

        var check = await provider.CheckAsync(RecordedMigration.Vm, default);

        Assert.Equal(MigrationCheckResult.Wait, check.Result);
        Assert.Equal($"VM 100 (db1) is locked ({locked}).", check.Reason);
    }

    [Fact]
    public async Task E05_a_lock_that_comes_between_is_a_refusal_that_passes()
    {
        using var provider = Providers.Over(RecordedMigration.Cluster().On("POST /nodes/pve1/qemu/100/migrate", _ => RecordedCluster.Error(500, "VM is locked (backup)")));

        var refusal = await Assert.ThrowsAsync<MigrationRefusedException>(() => provider.StartMigrationAsync(RecordedMigration.Vm, default));

        Assert.True(refusal.RetryLater);
        Assert.Equal("VM 100 was refused: VM is locked (backup)", refusal.Message);
    }

    [Fact]
    public async Task E07_a_storage_that_the_target_lacks_is_refused_unless_mapped()
    {
        var cluster = RecordedMigration.Cluster().On("GET /nodes/pve1/qemu/100/migrate",
            """{"running":1,"allowed_nodes":["pve3"],"not_allowed_nodes":{"pve2":{"unavailable_storages":["lvm1"]}},"local_disks":[],"local_resources":[]}""");
        using var provider = Providers.Over(cluster);

        var check = await provider.CheckAsync(RecordedMigration.Vm, default);
        var mapped = await provider.CheckAsync(RecordedMigration.Vm with { TargetStorage = new Dictionary<string, string> { ["lvm1"] = "ceph" } }, default);
        var other = await provider.CheckAsync(RecordedMigration.Vm with { TargetStorage = new Dictionary<string, string> { ["lvm2"] = "ceph" } }, default);

        Assert.Equal(MigrationCheckResult.Refused, check.Result);
        Assert.Equal("Proxmox does not allow VM 100 on pve2: unavailable storages lvm1.", check.Reason);
        Assert.Equal(MigrationCheckResult.Ready, mapped.Result);
        Assert.Equal(check, other);
    }

    [Fact]
    public async Task A_device_that_was_added_since_the_capture_is_seen_by_the_next_one()
    {
        var config = """{"scsi0":"ceph:vm-100-disk-0,size=8G"}""";
        var cluster = RecordedMigration.Cluster().On("GET /nodes/pve1/qemu/100/config", _ => RecordedCluster.Json($$"""{"data":{{config}}}"""));
        using var provider = Providers.Over(cluster);
        var before = await provider.CaptureAsync(default);
        config = """{"scsi0":"ceph:vm-100-disk-0,size=8G","usb0":"host=1:2"}""";

        var checks = new[] { await provider.CheckAsync(RecordedMigration.Vm, default), await provider.CheckAsync(RecordedMigration.Vm, default) };
        var after = await provider.CaptureAsync(default);

        Assert.All(checks, check => Assert.Equal(MigrationCheckResult.Changed, check.Result));
        Assert.Empty(before.Guests.Single(guest => guest.Id == 100).LocalResources);
        Assert.Equal(["usb0"], after.Guests.Single(guest => guest.Id == 100).LocalResources);
    }

    [Theory]
    [InlineData("""{"volid":"local-zfs:vm-100-disk-0","referenced_in_snapshot":{"before":1}}""", "pve3", MigrationCheckResult.Refused)]
    [InlineData("""{"volid":"local-zfs:vm-100-disk-0","referenced_in_snapshot":{"before":1}}""", "pve2", MigrationCheckResult.Ready)]
    [InlineData("""{"volid":"local-zfs:vm-100-state-before","is_vmstate":1,"referenced_in_snapshot":{"before":1}}""", "pve3", MigrationCheckResult.Ready)]
    [InlineData("""{"volid":"local-zfs:vm-100-cloudinit","is_cloudinit":1,"cdrom":1,"referenced_in_snapshot":{"before":1}}""", "pve3", MigrationCheckResult.Ready)]
    public async Task A_snapshot_holds_a_running_machine_only_where_its_disks_would_have_to_be_copied(string disk, string replicatedTo, MigrationCheckResult expected)
    {
        var cluster = RecordedMigration.Cluster()
            .On("GET /nodes/pve1/qemu/100/migrate", $$"""{"running":1,"allowed_nodes":["pve2","pve3"],"not_allowed_nodes":{},"local_disks":[{{disk}}],"local_resources":[]}""")
            .On("GET /cluster/replication", $$"""[{"id":"100-0","guest":100,"target":"{{replicatedTo}}"},{"id":"101-0","guest":101,"target":"pve2"}]""");
        using var provider = Providers.Over(cluster);

        Assert.Equal(expected, (await provider.CheckAsync(RecordedMigration.Vm, default)).Result);
    }

    [Theory]
    [InlineData(595)]
    [InlineData(596)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task E08_an_error_while_asking_is_no_failure_of_the_migration(int status)
    {
        var cluster = RecordedMigration.Cluster();
        cluster.On($"GET /nodes/pve1/tasks/{Uri.EscapeDataString(RecordedMigration.Upid)}/status", _ => RecordedCluster.Error(status, "Connection timed out"));
        using var provider = Providers.Over(cluster);

        Assert.Equal(MigrationState.Unknown, (await provider.GetMigrationAsync(RecordedMigration.Ticket, default)).State);

        cluster.WithGuestOn(100, "pve1", "pve2");
        var status2 = await provider.GetMigrationAsync(RecordedMigration.Ticket, default);
        Assert.Equal((MigrationState.Ended, "pve2"), (status2.State, status2.Node));
    }

    [Fact]
    public async Task E09_a_long_migration_is_still_running()
    {
        var time = new ManualTimeProvider();
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.Upid, """{"status":"running","type":"qmigrate"}""")
            .WithLog(RecordedMigration.Upid, """[{"n":1,"t":"starting migration of VM 100 to node 'pve2' (10.0.0.2)"},{"n":2,"t":"migration active, transferred 1.0 GiB of 4.0 GiB VM-state, 110.5 MiB/s"}]""");
        using var provider = Providers.Over(cluster, time: time);

        time.Advance(TimeSpan.FromHours(5));
        var status = await provider.GetMigrationAsync(RecordedMigration.Ticket, default);

        Assert.Equal(MigrationState.Running, status.State);
        Assert.Equal(0.25, status.Progress);
        Assert.Equal(1L << 30, status.TransferredBytes);
    }

    [Theory]
    [InlineData("OK", "pve2", MigrationState.Ended, null)]
    [InlineData("WARNINGS: 1", "pve2", MigrationState.Ended, null)]
    [InlineData("migration problems", "pve2", MigrationState.Ended, "migration problems")]
    [InlineData("migration aborted", "pve1", MigrationState.Failed, "migration aborted")]
    [InlineData("unexpected status", "pve1", MigrationState.Failed, "unexpected status")]
    public async Task A_task_that_ended_is_verified_by_the_guests_place(string exit, string node, MigrationState state, string? error)
    {
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.Upid, $$"""{"status":"stopped","exitstatus":"{{exit}}"}""").WithGuestOn(100, "pve1", node);
        using var provider = Providers.Over(cluster);

        var status = await provider.GetMigrationAsync(RecordedMigration.Ticket, default);

        Assert.Equal((state, node, error), (status.State, status.Node, status.Error));
    }

    [Fact]
    public async Task A_task_that_ended_well_with_its_guest_unmoved_has_failed_after_a_while()
    {
        var time = new ManualTimeProvider();
        using var provider = Providers.Over(RecordedMigration.Cluster().WithTask(RecordedMigration.Upid, """{"status":"stopped","exitstatus":"OK"}"""), time: time);

        Assert.Equal(MigrationState.Running, (await provider.GetMigrationAsync(RecordedMigration.Ticket, default)).State);
        time.Advance(TimeSpan.FromMinutes(1));
        var status = await provider.GetMigrationAsync(RecordedMigration.Ticket, default);

        Assert.Equal(MigrationState.Failed, status.State);
        Assert.Equal("The task ended well, but VM 100 (db1) is still on pve1.", status.Error);
    }

    [Theory]
    [InlineData("Error 400", 400, "Parameter verification failed.", false)]
    [InlineData("forbidden", 403, "Permission check failed (/vms/100, VM.Migrate)", false)]
    [InlineData("node down", 595, "No route to host", true)]
    [InlineData("lock", 500, "can't lock file '/var/lock/pve-migrate-100' - got timeout", true)]
    [InlineData("other", 500, "can't migrate running VM without --online", false)]
    public async Task A_refusal_says_whether_it_passes(string name, int status, string reason, bool passes)
    {
        Assert.NotEmpty(name);
        using var provider = Providers.Over(RecordedMigration.Cluster().On("POST /nodes/pve1/qemu/100/migrate", _ => RecordedCluster.Error(status, reason)));

        var refusal = await Assert.ThrowsAsync<MigrationRefusedException>(() => provider.StartMigrationAsync(RecordedMigration.Vm, default));

        Assert.Equal(passes, refusal.RetryLater);
        Assert.Contains(reason.TrimEnd('.'), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(596)]
    [InlineData(598)]
    [InlineData(504)]
    public async Task A_start_whose_reply_is_lost_is_sent_once_and_says_so(int status)
    {
        var options = Providers.Options("pve1", "pve2");
        options.Retries = 3;
        var cluster = RecordedMigration.Cluster().On("POST /nodes/pve1/qemu/100/migrate", _ => RecordedCluster.Error(status, "Connection timed out"));
        using var provider = Providers.Over(cluster, options);

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => provider.StartMigrationAsync(RecordedMigration.Vm, default));

        Assert.Contains("may be under way", error.Message, StringComparison.Ordinal);
        Assert.Single(cluster.Calls, call => call.Method == "POST");
    }

    [Fact]
    public async Task A_lost_start_is_found_again_by_its_task()
    {
        var cluster = RecordedMigration.Cluster().On("GET /nodes/pve1/tasks",
            $$"""[{"upid":"UPID:pve1:000C1A2B:0A1B2C3D:66F00000:qmigrate:100:lb@pve!bal:","node":"pve1","type":"qmigrate","id":"100","starttime":1,"endtime":2,"status":"OK"},{"upid":"{{RecordedMigration.Upid}}","node":"pve1","type":"qmigrate","id":"100","starttime":1}]""");
        using var provider = Providers.Over(cluster);

        var found = await provider.FindMigrationAsync(RecordedMigration.Vm, RecordedMigration.Ticket.StartedAt, default);

        Assert.Equal(RecordedMigration.Ticket, found);
    }

    [Fact]
    public async Task A_start_that_never_was_is_not_found()
    {
        using var provider = Providers.Over(RecordedMigration.Cluster().On("GET /nodes/pve1/tasks", "[]"));

        Assert.Null(await provider.FindMigrationAsync(RecordedMigration.Vm, RecordedMigration.Ticket.StartedAt, default));
    }

    [Fact]
    public async Task A_start_that_cannot_be_looked_for_is_not_called_never_been()
    {
        using var provider = Providers.Over(RecordedMigration.Cluster()
            .On("GET /nodes/pve1/tasks", _ => RecordedCluster.Error(595, "No route to host"))
            .On("GET /cluster/tasks", _ => RecordedCluster.Error(500, "got timeout")));

        await Assert.ThrowsAsync<ClusterUnreachableException>(() => provider.FindMigrationAsync(RecordedMigration.Vm, RecordedMigration.Ticket.StartedAt, default));
    }

    [Fact]
    public async Task A_guest_that_is_locked_by_a_migration_is_found_by_its_lock()
    {
        using var provider = Providers.Over(RecordedMigration.Cluster().On("GET /nodes/pve1/tasks", "[]").WithGuestOn(100, "pve1", "pve1", "migrate"));

        var found = await provider.FindMigrationAsync(RecordedMigration.Vm, RecordedMigration.Ticket.StartedAt, default);

        Assert.Null(found!.Task);
        Assert.Equal(MigrationState.Running, (await provider.GetMigrationAsync(found, default)).State);
    }

    [Theory]
    [InlineData("ready", MigrationCheckResult.Ready)]
    [InlineData("no quorum", MigrationCheckResult.Stop)]
    [InlineData("there", MigrationCheckResult.AlreadyThere)]
    [InlineData("elsewhere", MigrationCheckResult.Changed)]
    [InlineData("gone", MigrationCheckResult.Changed)]
    [InlineData("stopped", MigrationCheckResult.Changed)]
    [InlineData("full", MigrationCheckResult.Changed)]
    [InlineData("rules", MigrationCheckResult.Changed)]
    [InlineData("managed", MigrationCheckResult.Changed)]
    [InlineData("native", MigrationCheckResult.Ready)] // it moves HA guests only
    [InlineData("device", MigrationCheckResult.Refused)]
    [InlineData("snapshot", MigrationCheckResult.Refused)]
    [InlineData("ha unknown", MigrationCheckResult.Wait)]
    [InlineData("maintenance", MigrationCheckResult.Changed)]
    public async Task A_check_looks_at_the_present(string change, MigrationCheckResult expected)
    {
        var cluster = RecordedMigration.Cluster();
        using var provider = Providers.Over(cluster);
        var snapshot = await provider.CaptureAsync(default);
        var request = RecordedMigration.Vm with { RequiredMemoryBytes = 8L << 30, RuleDigest = Core.Cluster.HaRuleDigest.Of(snapshot.Ha) };
        request = change == "full" ? request with { RequiredMemoryBytes = 63L << 30 } : request;
        _ = change switch
        {
            "no quorum" => cluster.On("GET /cluster/status", """[{"type":"cluster","name":"lab","quorate":0},{"type":"node","name":"pve1","online":1},{"type":"node","name":"pve2","online":1}]"""),
            "there" => cluster.WithGuestOn(100, "pve1", "pve2"),
            "elsewhere" => cluster.WithGuestOn(100, "pve1", "pve3"),
            "gone" => cluster.On("GET /cluster/resources", Recordings.Resources.Replace("\"vmid\":100", "\"vmid\":900", StringComparison.Ordinal)),
            "stopped" => cluster.On("GET /cluster/resources", Recordings.Resources.Replace("\"name\":\"db1\",\"status\":\"running\"", "\"name\":\"db1\",\"status\":\"stopped\"", StringComparison.Ordinal)),
            "rules" => cluster.On("GET /cluster/ha/rules", "[]"),
            "managed" => cluster.On("GET /cluster/ha/resources", """[{"sid":"vm:100"},{"sid":"vm:102"}]"""),
            "native" => cluster.On("GET /cluster/options", """{"crs":"ha=dynamic,ha-auto-rebalance=1"}"""),
            "device" => cluster.On("GET /nodes/pve1/qemu/100/migrate", """{"running":1,"local_resources":["hostpci0"]}"""),
            "snapshot" => cluster.On("GET /nodes/pve1/qemu/100/migrate", """{"running":1,"allowed_nodes":["pve2"],"local_disks":[{"volid":"local-lvm:vm-100-disk-0","referenced_in_snapshot":{"before":1}}]}"""),
            "ha unknown" => cluster.On("GET /cluster/ha/status/manager_status", _ => RecordedCluster.Error(500, "x")),
            "maintenance" => cluster.On("GET /cluster/ha/status/manager_status", """{"manager_status":{"node_status":{"pve2":"maintenance"}}}"""),
            _ => cluster,
        };

        var check = await provider.CheckAsync(request, default);

        Assert.Equal(expected, check.Result);
        Assert.Equal(expected == MigrationCheckResult.Ready, check.Reason is null);
    }

    [Theory]
    [InlineData("7.4.1")]
    [InlineData("8.3.1")]
    public async Task An_older_version_says_nothing_of_nodes_for_a_running_guest(string version)
    {
        using var provider = Providers.Over(RecordedMigration.Cluster(version).On("GET /nodes/pve1/qemu/100/migrate", """{"running":1,"local_disks":[],"local_resources":[]}"""));

        Assert.Equal(MigrationCheckResult.Ready, (await provider.CheckAsync(RecordedMigration.Vm, default)).Result);
        Assert.Equal(MigrationCheckResult.Ready, (await provider.CheckAsync(RecordedMigration.Container, default)).Result);
    }

    [Fact]
    public async Task A_running_guest_is_refused_where_live_migration_is_switched_off()
    {
        var options = Providers.Options();
        options.Live = false;
        using var provider = Providers.Over(RecordedMigration.Cluster(), options);

        Assert.Equal(MigrationCheckResult.Refused, (await provider.CheckAsync(RecordedMigration.Vm, default)).Result);
        await Assert.ThrowsAsync<MigrationRefusedException>(() => provider.StartMigrationAsync(RecordedMigration.Vm, default));
        Assert.Equal(MigrationCheckResult.Ready, (await provider.CheckAsync(RecordedMigration.Container with { Mode = MigrationMode.Restart }, default)).Result);
    }
}
