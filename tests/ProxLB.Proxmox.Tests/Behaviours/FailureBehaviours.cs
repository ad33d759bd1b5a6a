using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.Proxmox.Tests.Behaviours;

/// <summary>What a user sees when the cluster cannot be worked with: one clear line, or nothing at all where it can go on.</summary>
public sealed class FailureBehaviours
{
    private const string Token = "lb@pve!proxlb";

    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_wrong_token_is_one_line(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), options => options.TokenSecret = "wrong");

        await AssertLineAsync<ClusterUnreachableException>(simulated, $"The credentials of the API token {Token} are refused by 127.0.0.1:{simulated.Cluster.Port} (invalid token value!). Check user, token and secret or password, and that the token has not expired.");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_token_that_expires_in_mid_run_is_one_line(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        await simulated.Provider.CaptureAsync(default);
        simulated.Cluster.Change(world => world.Access.Tokens[Token] = world.Access.Tokens[Token] with { Expires = world.Now });

        await AssertLineAsync<ClusterUnreachableException>(simulated, $"The credentials of the API token {Token} are refused by 127.0.0.1:{simulated.Cluster.Port} (token '{Token}' access expired). Check user, token and secret or password, and that the token has not expired.");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_wrong_password_is_one_line(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), options =>
        {
            Simulated.WithPassword(options);
            options.Password = "wrong";
        });

        await AssertLineAsync<ClusterUnreachableException>(simulated, $"The credentials of the user lb@pve are refused by 127.0.0.1:{simulated.Cluster.Port} (authentication failure). Check user, token and secret or password, and that the token has not expired.");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Expired_tickets_are_renewed_in_every_kind_of_call(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), Simulated.WithPassword);
        var guest = await simulated.GuestAsync(100);
        var request = Simulated.Request(guest, "pve2");
        simulated.Cluster.ExpireTickets();
        Assert.Empty((await simulated.Provider.CaptureAsync(default)).Unknown);
        simulated.Cluster.ExpireTickets();
        Assert.Equal(MigrationCheckResult.Ready, (await simulated.Provider.CheckAsync(request, default)).Result);
        simulated.Cluster.ExpireTickets();
        var ticket = await simulated.Provider.StartMigrationAsync(request, default);
        simulated.Cluster.ExpireTickets();
        Assert.Equal(MigrationState.Running, (await simulated.Provider.GetMigrationAsync(ticket, default)).State);
        simulated.Cluster.ExpireTickets();
        await simulated.Provider.CancelMigrationAsync(ticket, default);
        Assert.Equal("pve1", (await simulated.FollowAsync(ticket)).Node);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Rights_that_are_revoked_in_mid_run_are_named(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        await simulated.Provider.CaptureAsync(default);
        simulated.Cluster.Change(world => world.Access.Revoke("lb@pve"));

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => simulated.Provider.CaptureAsync(default));

        AssertIsOneLine(error.Message);
        Assert.Contains("Sys.Audit", error.Message, StringComparison.Ordinal);
        Assert.Contains("pveum acl modify / --tokens 'lb@pve!proxlb'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_right_to_migrate_that_is_revoked_in_mid_run_stops_the_guest_and_not_the_rest(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        var (first, second) = (Simulated.Request(await simulated.GuestAsync(100), "pve2"), Simulated.Request(await simulated.GuestAsync(101), "pve2"));
        simulated.Cluster.Change(world => world.Access.Grant("/vms/100", Token, Roles.Auditor));

        var refusal = await Assert.ThrowsAsync<MigrationRefusedException>(() => simulated.Provider.StartMigrationAsync(first, default));
        var ticket = await simulated.Provider.StartMigrationAsync(second, default);

        AssertIsOneLine(refusal.Message);
        Assert.Contains("VM 100 may not be migrated with these credentials: Permission check failed (/vms/100, VM.Migrate)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("pveum role add ProxLB", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("pve2", (await simulated.FollowAsync(ticket)).Node);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_wrong_fingerprint_is_one_line_that_shows_the_presented_one(string version)
    {
        var wrong = string.Join(':', Enumerable.Repeat("AA", 32));
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), options => options.Fingerprint = wrong);

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => simulated.Provider.CaptureAsync(default));

        AssertIsOneLine(error.Message);
        Assert.StartsWith($"127.0.0.1:{simulated.Cluster.Port} is not trusted: it presented the certificate with the SHA-256 fingerprint {simulated.Cluster.Fingerprint}", error.Message, StringComparison.Ordinal);
        Assert.Contains("which is not the configured one", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task All_hosts_down_is_one_line_that_names_each(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build(), entryNodes: 2);
        await simulated.Provider.CaptureAsync(default);
        simulated.Cluster.Change(world =>
        {
            world.KillNode("pve1");
            world.KillNode("pve2");
        });

        var error = await Assert.ThrowsAsync<ClusterUnreachableException>(() => simulated.Provider.CaptureAsync(default));

        AssertIsOneLine(error.Message);
        Assert.StartsWith("No host of the cluster answers GET /", error.Message, StringComparison.Ordinal);
        Assert.All(simulated.Cluster.Ports.Values, port => Assert.Contains($"127.0.0.1:{port} (", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Half_of_the_hosts_down_stops_nothing(string version)
    {
        var log = new LogSink();
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Node("pve4").Build(), loggers: log, entryNodes: 4);
        var request = Simulated.Request(await simulated.GuestAsync(103), "pve4");
        simulated.Cluster.Advance(TimeSpan.FromSeconds(30));
        simulated.Cluster.Change(world => world.KillNode("pve1"));
        Assert.True((await simulated.Provider.CaptureAsync(default)).Quorate);

        var end = await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(request, default));
        simulated.Cluster.Change(world => world.KillNode("pve3"));
        var snapshot = await simulated.Provider.CaptureAsync(default);

        Assert.Equal((MigrationState.Ended, "pve4"), (end.State, end.Node));
        Assert.Contains("is used from now on", log.Text, StringComparison.Ordinal);
        Assert.False(snapshot.Quorate); // two of four: read it can be, moved nothing
        Assert.Equal(MigrationCheckResult.Stop, (await simulated.Provider.CheckAsync(request, default)).Result);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_node_that_answers_595_is_waited_for_while_the_others_go_on(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Guest(110, "pve3").Build());
        var (away, there) = (Simulated.Request(await simulated.GuestAsync(100), "pve2"), Simulated.Request(await simulated.GuestAsync(110), "pve2"));
        simulated.Cluster.Faults.NodeUnreachable("pve1");

        var check = await simulated.Provider.CheckAsync(away, default);
        var refusal = await Assert.ThrowsAsync<MigrationRefusedException>(() => simulated.Provider.StartMigrationAsync(away, default));

        Assert.Equal(MigrationCheckResult.Wait, check.Result);
        AssertIsOneLine(refusal.Message);
        Assert.Equal("VM 100 was not started towards pve2: node pve1 cannot be reached (No route to host).", refusal.Message);
        Assert.True(refusal.RetryLater);
        Assert.Equal("pve2", (await simulated.FollowAsync(await simulated.Provider.StartMigrationAsync(there, default))).Node);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_captive_portal_is_one_line_at_start_and_in_mid_run(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Facts.Cluster.Build());
        var request = Simulated.Request(await simulated.GuestAsync(100), "pve2");
        simulated.Cluster.Faults.Add(new Fault { Garbage = "<!DOCTYPE html>\n<html><body>Please log in to use this network</body></html>" });
        using var started = simulated.Restart();

        foreach (var ask in (Func<Task>[])[() => started.CaptureAsync(default), () => simulated.Provider.CaptureAsync(default), () => simulated.Provider.StartMigrationAsync(request, default)])
        {
            var error = await Assert.ThrowsAsync<ClusterUnreachableException>(ask);
            AssertIsOneLine(error.Message);
            Assert.Contains("something else than Proxmox VE answers", error.Message, StringComparison.Ordinal);
        }

        simulated.Cluster.Faults.Clear();
        Assert.Null(await simulated.Provider.FindMigrationAsync(request, simulated.Cluster.Clock.GetUtcNow(), default)); // it never reached the cluster
    }

    private static async Task AssertLineAsync<T>(Simulated simulated, string line) where T : Exception =>
        Assert.Equal(line, (await Assert.ThrowsAsync<T>(() => simulated.Provider.CaptureAsync(default))).Message);

    private static void AssertIsOneLine(string message)
    {
        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length, 20, 900);
    }
}
