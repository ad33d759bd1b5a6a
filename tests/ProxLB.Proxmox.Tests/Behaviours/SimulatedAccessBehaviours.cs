using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.Proxmox.Tests.Behaviours;

/// <summary>Rights, maintenance and parts of the cluster that are away, against the simulated cluster in every version.</summary>
public sealed class SimulatedAccessBehaviours
{
    private const string User = "lb@pve";
    private const string Token = "lb@pve!proxlb";

    public static TheoryData<string> Versions => Simulated.Versions;

    public static TheoryData<string, int> VersionsAndStatuses => new() { { "7.4", 595 }, { "8.4", 595 }, { "9.0", 595 }, { "9.2", 595 }, { "7.4", 596 }, { "9.2", 596 } };

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A01_guests_that_may_not_be_seen_are_an_error_and_no_empty_cluster(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world => world.Access.Grant("/", Token, Without("VM.Audit")));

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => simulated.Provider.CaptureAsync(default));

        Assert.Contains("VM.Audit on /vms is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("pveum acl modify / --tokens 'lb@pve!proxlb' --roles ProxLB", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A02_a_token_with_privilege_separation_has_what_both_it_and_its_user_have(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        Assert.Empty(await MissingAsync(simulated));

        simulated.Cluster.Change(world => world.Access.Grant("/", Token, Without("VM.Migrate")));
        Assert.Equal(["VM.Migrate on /vms"], await MissingAsync(simulated));

        simulated.Cluster.Change(world => world.Access.Grant("/", Token, Roles.Administrator));
        simulated.Cluster.Change(world => world.Access.Grant("/", User, Without("Datastore.Audit")));
        Assert.Equal(["Datastore.Audit on /storage"], await MissingAsync(simulated));

        simulated.Cluster.Change(world => world.Access.Revoke(Token));
        Assert.Contains("Sys.Audit on /", await MissingAsync(simulated));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A02_a_token_without_privilege_separation_has_what_its_user_has(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world =>
        {
            world.Access.Revoke(Token);
            world.Access.Tokens[Token] = world.Access.Tokens[Token] with { PrivilegeSeparation = false };
        });

        Assert.Empty(await MissingAsync(simulated));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A02_a_right_that_is_not_passed_on_to_the_guests_is_missing(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), Simulated.WithPassword);
        await using var other = await Simulated.StartAsync(version, Facts.Cluster.Build(), options =>
        {
            Simulated.WithPassword(options);
            options.User = User;
        });
        other.Cluster.Change(world => world.Access.Grant("/vms", User, Without("VM.Migrate")));

        var missing = Assert.Single((await other.Provider.DiagnoseAsync(default)).MissingPrivileges);

        Assert.Equal(("VM.Migrate", "/vms"), (missing.Privilege, missing.Path));
        Assert.StartsWith("{ pveum role modify ProxLB --append 1 --privs \"", missing.GrantCommand, StringComparison.Ordinal);
        Assert.Contains("pveum acl modify / --users lb@pve --roles ProxLB", missing.GrantCommand, StringComparison.Ordinal);
        Assert.DoesNotContain("--tokens", missing.GrantCommand, StringComparison.Ordinal);
        Assert.Equal(version != "7.4", missing.GrantCommand.Contains("Mapping.Audit", StringComparison.Ordinal)); // 7.4 knows no such privilege
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A04_the_host_in_use_dies_and_the_next_one_is_used(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), entryNodes: 2);
        await simulated.Provider.CaptureAsync(default);
        simulated.Cluster.Change(world => world.KillNode("pve1"));

        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Equal([false, true, true], snapshot.Nodes.Select(node => node.Online));
        Assert.Equal(5, snapshot.Guests.Count);
        Assert.True(snapshot.Quorate);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A05_D04_a_node_that_has_been_off_for_long_has_no_figures_and_stops_nothing(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world =>
        {
            world.Ha.SetMaintenance("pve3", true);
            world.KillNode("pve3");
        });
        simulated.Cluster.Advance(TimeSpan.FromMinutes(10));

        var node = (await simulated.Provider.CaptureAsync(default)).Nodes.Single(node => node.Name == "pve3");

        Assert.Equal((false, null, null), (node.Online, node.CpuUsed, node.MemoryUsedBytes));
    }

    [Theory]
    [MemberData(nameof(VersionsAndStatuses))]
    public async Task A07_a_node_that_does_not_answer_is_known_as_far_as_the_cluster_knows_it(string version, int status)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Faults.NodeUnreachable("pve2", status);

        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Equal(5, snapshot.Guests.Count);
        Assert.All(snapshot.Guests, guest => Assert.Equal(guest.Node == "pve2" ? ["config"] : [], guest.Unknown));
        Assert.All(snapshot.Guests.Where(guest => guest.Running == true), guest => Assert.NotNull(guest.MemoryUsedBytes));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A08_nested_pools_need_no_call(string version)
    {
        var facts = Facts.Cluster.Guest(110, "pve3", with: guest => guest with { Pool = "a/b" }).Build();
        await using var simulated = await Simulated.StartAsync(version, facts);

        Assert.Equal("a/b", (await simulated.GuestAsync(110)).Pool);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task D02_D03_a_maintenance_outlives_a_restart_and_a_failed_reading(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        simulated.Cluster.Change(world => world.Ha.SetMaintenance("pve3", true));
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
        using var restarted = simulated.Restart();
        Assert.True((await restarted.CaptureAsync(default)).Nodes[2].Maintenance);
        simulated.Cluster.Faults.Add(new Fault { Path = "/manager_status", Status = 500, Reason = "got timeout" });

        var snapshot = await restarted.CaptureAsync(default);

        Assert.True(snapshot.Nodes[2].Maintenance);
        Assert.Contains("ha", snapshot.Unknown);
    }

    private static async Task<IEnumerable<string>> MissingAsync(Simulated simulated) =>
        (await simulated.Provider.DiagnoseAsync(default)).MissingPrivileges.Select(privilege => $"{privilege.Privilege} on {privilege.Path}");

    private static HashSet<string> Without(string privilege) => [.. Roles.Balancer.Where(name => name != privilege)];
}
