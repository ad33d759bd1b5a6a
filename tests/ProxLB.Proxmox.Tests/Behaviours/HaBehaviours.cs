using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Rules;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Behaviours;

public sealed class HaBehaviours
{
    private const long Start = RecordedMigration.Started;
    private const string Asked = """{"status":"stopped","exitstatus":"OK"}""";

    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task H04_an_accepted_request_is_followed_until_the_guest_rests(string version)
    {
        var cluster = RecordedMigration.Cluster(version + ".1").WithTask(RecordedMigration.HaUpid, Asked).On("GET /nodes/pve2/tasks", "[]");
        using var provider = Providers.Over(cluster);
        var ticket = await provider.StartMigrationAsync(RecordedMigration.Ha, default);
        Assert.Equal(RecordedMigration.HaTicket, ticket);

        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 5, """{"state":"started","node":"pve2","cmd":["migrate","pve1"]}""")));
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 15, """{"state":"migrate","node":"pve2","target":"pve1"}""")));
        cluster.WithGuestOn(102, "pve2", "pve1", "migrate");
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 25, """{"state":"migrate","node":"pve2","target":"pve1"}""")));
        cluster.WithGuestOn(102, "pve2", "pve1");
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 35, """{"state":"started","node":"pve1"}""")));
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 45, """{"state":"started","node":"pve1"}""")));
        cluster.WithService(Start + 55, """{"state":"started","node":"pve1"}""");
        var end = await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);

        Assert.Equal((MigrationState.Ended, "pve1", null), (end.State, end.Node, end.Error));
    }

    [Fact]
    public async Task H05_another_node_is_where_it_went_and_no_failure()
    {
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.HaUpid, Asked).WithGuestOn(102, "pve2", "pve3");
        using var provider = Providers.Over(cluster);

        await AskAsync(provider, cluster.WithService(Start + 35, """{"state":"started","node":"pve3"}"""));
        cluster.WithService(Start + 60, """{"state":"started","node":"pve3"}""");
        var end = await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);

        Assert.Equal((MigrationState.Ended, "pve3", null), (end.State, end.Node, end.Error));
    }

    [Fact]
    public async Task H06_a_request_that_is_refused_fails_with_the_clusters_words()
    {
        const string Words = "migration of 'vm:102' blocked by vm:100 (resource-affinity)";
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.HaUpid, $$"""{"status":"stopped","exitstatus":"{{Words}}"}""").On("GET /nodes/pve2/tasks", "[]");
        using var provider = Providers.Over(cluster);

        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 5, """{"state":"started","node":"pve2"}""")));
        cluster.WithService(Start + 30, """{"state":"started","node":"pve2"}""");
        var end = await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);

        Assert.Equal((MigrationState.Failed, "pve2", Words), (end.State, end.Node, end.Error));
    }

    [Fact]
    public async Task H06_a_migration_that_fails_in_the_background_fails_with_its_tasks_words()
    {
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.HaUpid, Asked)
            .WithTask(RecordedMigration.WorkerUpid, """{"status":"stopped","exitstatus":"migration aborted"}""")
            .On("GET /nodes/pve2/tasks", $$"""[{"upid":"{{RecordedMigration.WorkerUpid}}","node":"pve2","type":"qmigrate","id":"102","starttime":{{Start + 6}},"endtime":{{Start + 9}},"status":"migration aborted"}]""");
        using var provider = Providers.Over(cluster);

        await AskAsync(provider, cluster.WithService(Start + 5, """{"state":"migrate","node":"pve2","target":"pve1"}"""));
        await AskAsync(provider, cluster.WithService(Start + 15, """{"state":"started","node":"pve2"}"""));
        cluster.WithService(Start + 35, """{"state":"started","node":"pve2"}""");
        var end = await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);

        Assert.Equal((MigrationState.Failed, "migration aborted"), (end.State, end.Error));
    }

    [Fact]
    public async Task H06_a_request_that_is_dropped_fails_after_a_minute_of_the_clusters_time()
    {
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.HaUpid, Asked).On("GET /nodes/pve2/tasks", "[]");
        using var provider = Providers.Over(cluster);

        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 5, """{"state":"started","node":"pve2"}""")));
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 50, """{"state":"started","node":"pve2"}""")));
        cluster.WithService(Start + 61, """{"state":"started","node":"pve2"}""");
        var end = await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);

        Assert.Equal(MigrationState.Failed, end.State);
        Assert.Contains("dropped the request", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_that_is_taken_back_has_not_moved()
    {
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.HaUpid, Asked)
            .WithTask(RecordedMigration.WorkerUpid, """{"status":"stopped","exitstatus":"OK"}""")
            .On("GET /nodes/pve2/tasks", $$"""[{"upid":"{{RecordedMigration.WorkerUpid}}","node":"pve2","type":"qmigrate","id":"102","starttime":{{Start + 6}},"endtime":{{Start + 9}},"status":"OK"}]""");
        using var provider = Providers.Over(cluster);

        await AskAsync(provider, cluster.WithService(Start + 5, """{"state":"migrate","node":"pve2","target":"pve1"}"""));
        cluster.WithGuestOn(102, "pve2", "pve1");
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 15, """{"state":"started","node":"pve1"}""")));
        Assert.Equal(MigrationState.Running, await AskAsync(provider, cluster.WithService(Start + 25, """{"state":"migrate","node":"pve1","target":"pve2"}""")));
        cluster.WithGuestOn(102, "pve2", "pve2");
        await AskAsync(provider, cluster.WithService(Start + 45, """{"state":"started","node":"pve2"}"""));
        cluster.WithService(Start + 65, """{"state":"started","node":"pve2"}""");
        var end = await provider.GetMigrationAsync(RecordedMigration.HaTicket, default);

        Assert.Equal((MigrationState.Failed, "pve2", "The HA manager has taken the guest back to pve2."), (end.State, end.Node, end.Error));
    }

    [Fact]
    public async Task A_failed_reading_of_the_ha_manager_decides_nothing()
    {
        var cluster = RecordedMigration.Cluster().WithTask(RecordedMigration.HaUpid, Asked).On("GET /cluster/ha/status/manager_status", _ => RecordedCluster.Error(500, "got timeout"));
        using var provider = Providers.Over(cluster);

        Assert.Equal(MigrationState.Unknown, (await provider.GetMigrationAsync(RecordedMigration.HaTicket, default)).State);
    }

    [Theory]
    [InlineData("7.4.1", 1, 0)]
    [InlineData("8.4.1", 1, 0)]
    [InlineData("9.0.1", 0, 2)]
    [InlineData("9.2.1", 0, 2)]
    public async Task H10_groups_up_to_8_and_rules_from_9_and_a_missing_endpoint_is_no_error(string version, int groups, int rules)
    {
        using var provider = Providers.Over(Recordings.Cluster(version));

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal(groups, snapshot.Ha.Groups.Count);
        Assert.Equal(rules, snapshot.Ha.Rules.Count);
        Assert.Empty(snapshot.Unknown);
    }

    /// <summary>As in the middle of an upgrade, when one package is new and another old: what the rules are is not known then, and not that there are none.</summary>
    [Fact]
    public async Task H10_a_cluster_that_has_neither_groups_any_more_nor_rules_yet_is_unknown_until_it_has()
    {
        var cluster = Recordings.Cluster("9.0.1").On("GET /cluster/ha/rules", _ => RecordedCluster.Error(501, "Method 'GET /cluster/ha/rules' not implemented"));
        using var provider = Providers.Over(cluster);

        Assert.NotEmpty((await provider.CaptureAsync(default)).Unknown);
        cluster.On("GET /cluster/ha/rules", "[]");
        Assert.Empty((await provider.CaptureAsync(default)).Unknown);
    }

    [Fact]
    public async Task H10_where_neither_call_is_known_the_rules_are_unknown_and_not_none()
    {
        using var provider = Providers.Over(Recordings.Cluster("8.4.1").On("GET /cluster/ha/groups", _ => RecordedCluster.Error(501, "Method 'GET /cluster/ha/groups' not implemented")));

        Assert.NotEmpty((await provider.CaptureAsync(default)).Unknown);
        Assert.NotEmpty((await provider.CaptureAsync(default)).Unknown);
    }

    /// <summary>The nodes' own versions are known again only later.</summary>
    [Fact]
    public async Task H10_rules_are_read_after_an_upgrade_that_this_program_outlives()
    {
        var cluster = Recordings.Cluster("8.4.1");
        using var provider = Providers.Over(cluster);
        var before = await provider.CaptureAsync(default);
        cluster.On("GET /version", """{"version":"9.2.11","release":"9.2","repoid":"abc"}""")
            .On("GET /cluster/ha/groups", _ => RecordedCluster.Error(500, "cannot index groups: ha groups have been migrated to rules"))
            .On("GET /cluster/ha/rules", """[{"rule":"pin","type":"node-affinity","affinity":"positive","nodes":"pve1:2,pve2:1","resources":"vm:102","strict":1}]""");

        var after = await provider.CaptureAsync(default);

        Assert.Single(before.Ha.Groups);
        Assert.Equal("pin", Assert.Single(after.Ha.Rules).Name);
        Assert.Empty(after.Ha.Groups);
        Assert.Empty(after.Unknown);
    }

    [Fact]
    public async Task H10_groups_and_rules_are_read_as_they_are()
    {
        using var old = Providers.Over(Recordings.Cluster("8.4.1"));
        using var recent = Providers.Over(Recordings.Cluster().On("GET /cluster/ha/rules",
            """[{"rule":"off","type":"node-affinity","affinity":"negative","nodes":"pve1:2,pve2","resources":"vm:102,ct:7","strict":1,"disable":1},{"rule":"bad","type":"resource-affinity","affinity":"positive","resources":"vm:1","errors":{"resources":["too few"]}},{"rule":"odd","type":"moon-phase","resources":"vm:1"}]"""));

        var group = Assert.Single((await old.CaptureAsync(default)).Ha.Groups);
        var rules = (await recent.CaptureAsync(default)).Ha.Rules;

        Assert.Equal(("prefer", true, false), (group.Name, group.Restricted, group.NoFailback));
        Assert.Equal([new NodePreference("pve1", 2), new NodePreference("pve2")], group.Nodes);
        Assert.Equal((HaRuleType.NodeAffinity, HaAffinity.Negative, true, true), (rules[0].Type, rules[0].Affinity, rules[0].Strict, rules[0].Disabled));
        Assert.Equal([102, 7], rules[0].Guests);
        Assert.Equal(["too few"], rules[1].Errors);
        Assert.NotEmpty(rules[2].Errors); // an unknown type is not applied
    }

    [Fact]
    public async Task H11_guests_are_called_what_they_are()
    {
        using var provider = Providers.Over(RecordedMigration.Cluster().WithGuestOn(101, "pve1", "pve1", "backup"));

        Assert.Equal("CT 101 (web) is locked (backup).", (await provider.CheckAsync(RecordedMigration.Container, default)).Reason);
    }

    [Fact]
    public async Task What_the_ha_manager_does_with_a_guest_is_read()
    {
        var cluster = Recordings.Cluster()
            .On("GET /cluster/ha/resources", """[{"sid":"vm:102","state":"enabled","failback":0,"auto-rebalance":0}]""")
            .WithService(1, """{"state":"migrate","node":"pve2","target":"pve1","cmd":["migrate","pve3"],"failed_nodes":["pve3"],"maintenance_node":"pve1"}""");
        using var provider = Providers.Over(cluster);

        var guest = (await provider.CaptureAsync(default)).Guests.Single(guest => guest.Id == 102);

        Assert.Equal(("started", "migrate", "pve1", "pve1"), (guest.HaState, guest.HaStatus, guest.MigratingTo, guest.HaMaintenanceNode));
        Assert.Equal(new HaPendingMotion("migrate", "pve3"), guest.HaPending);
        Assert.Equal(["pve3"], guest.HaFailedNodes);
        Assert.False(guest.HaFailback);
        Assert.False(guest.HaAutoRebalance);
    }

    [Theory]
    [InlineData("""{"crs":{"ha":"dynamic","ha-auto-rebalance":"1","ha-auto-rebalance-threshold":"20","ha-auto-rebalance-method":"topsis"}}""", true, 20, 10)]
    [InlineData("""{"crs":{"ha":"dynamic","ha-auto-rebalance":1,"ha-auto-rebalance-threshold":0.25,"ha-auto-rebalance-margin":"0.05"}}""", true, 25, 5)]
    [InlineData("""{"crs":"ha=static,ha-auto-rebalance=1"}""", true, 30, 10)]
    [InlineData("""{"crs":{"ha":"basic","ha-auto-rebalance":1}}""", false, 30, 10)]
    [InlineData("{}", false, 30, 10)]
    public async Task Native_rebalancing_is_read(string options, bool active, double threshold, double margin)
    {
        using var provider = Providers.Over(Recordings.Cluster().On("GET /cluster/options", options));

        var ha = (await provider.CaptureAsync(default)).Ha;

        Assert.Equal((active, threshold, margin), (ha.NativeAutoRebalance, ha.NativeThresholdPercent, ha.NativeMarginPercent));
    }

    [Theory]
    [InlineData("""{"state":"error","node":"pve2"}""", MigrationCheckResult.Refused)]
    [InlineData("""{"state":"freeze","node":"pve2"}""", MigrationCheckResult.Wait)]
    [InlineData("""{"state":"migrate","node":"pve2","target":"pve1"}""", MigrationCheckResult.Wait)]
    [InlineData("""{"state":"started","node":"pve2","cmd":["relocate","pve1"]}""", MigrationCheckResult.Wait)]
    [InlineData("""{"state":"started","node":"pve2","maintenance_node":"pve1"}""", MigrationCheckResult.Refused)]
    [InlineData("""{"state":"started","node":"pve2","failed_nodes":["pve1"]}""", MigrationCheckResult.Refused)]
    [InlineData("""{"state":"started","node":"pve2"}""", MigrationCheckResult.Ready)]
    public async Task A_check_never_works_against_the_ha_manager(string service, MigrationCheckResult expected)
    {
        using var provider = Providers.Over(RecordedMigration.Cluster().WithService(1, service));

        Assert.Equal(expected, (await provider.CheckAsync(RecordedMigration.Ha, default)).Result);
    }

    [Theory]
    [InlineData(HaOwnership.Native, 1, MigrationCheckResult.Changed)]
    [InlineData(HaOwnership.Refuse, 1, MigrationCheckResult.Changed)]
    [InlineData(HaOwnership.ProxLB, 1, MigrationCheckResult.Stop)]
    [InlineData(HaOwnership.ProxLB, 0, MigrationCheckResult.Ready)] // the guest is exempt from it
    public async Task H09_native_rebalancing_that_is_switched_on_meanwhile_stops_only_what_it_may_move_itself(HaOwnership ownership, int rebalanced, MigrationCheckResult expected)
    {
        var options = Providers.Options();
        options.HaOwnership = ownership;
        var cluster = RecordedMigration.Cluster().On("GET /cluster/ha/resources", $$"""[{"sid":"vm:102","state":"started","auto-rebalance":{{rebalanced}}}]""");
        using var provider = Providers.Over(cluster, options);
        await provider.CaptureAsync(default);
        cluster.On("GET /cluster/options", """{"crs":{"ha":"dynamic","ha-auto-rebalance":1}}""");

        Assert.Equal(expected, (await provider.CheckAsync(RecordedMigration.Ha, default)).Result);
        Assert.Equal(MigrationCheckResult.Ready, (await provider.CheckAsync(RecordedMigration.Vm, default)).Result);
        await provider.CaptureAsync(default);
        Assert.Equal(MigrationCheckResult.Ready, (await provider.CheckAsync(RecordedMigration.Ha, default)).Result); // a plan that knows of it is the planner's
    }

    private static async Task<MigrationState> AskAsync(ProxmoxClusterProvider provider, RecordedCluster cluster)
    {
        Assert.NotNull(cluster);
        return (await provider.GetMigrationAsync(RecordedMigration.HaTicket, default)).State;
    }
}
