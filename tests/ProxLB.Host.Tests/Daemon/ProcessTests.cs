using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Host.Tests.Daemon;

/// <summary>The real program as a process of its own, against the API of a simulated cluster over HTTPS.</summary>
public sealed class ProcessTests
{
    private const string Quick = "balancing: {enable: true, parallel: true}";

    [Fact]
    public async Task The_daemon_balances_and_ends_with_SIGTERM()
    {
        await using var site = await StartSiteAsync(Quick);
        using var daemon = new ProgramProcess("run", "--config", site.ConfigurationPath);

        await daemon.SaysAsync("has ended:");
        await daemon.SignalAsync("TERM");

        Assert.Equal(ExitCodes.Done, await daemon.EndAsync());
        Assert.NotEmpty(site.Requested);
        Assert.Contains("Stopped.", daemon.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_refused_while_the_daemon_of_another_process_runs_and_names_it()
    {
        await using var site = await StartSiteAsync(Quick);
        using var daemon = new ProgramProcess("run", "--config", site.ConfigurationPath);
        await daemon.SaysAsync(" are at http");
        using var command = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.BadInput, await command.EndAsync());
        Assert.Contains($"process {daemon.Id}", command.Error, StringComparison.Ordinal);

        await daemon.SignalAsync("TERM");
        Assert.Equal(ExitCodes.Done, await daemon.EndAsync());
    }

    [Fact]
    public async Task D02_a_node_that_was_drained_stays_empty_in_later_processes_until_it_is_undrained()
    {
        await using var site = await StartSiteAsync(Quick);

        using var drain = new ProgramProcess("drain", "pve1", "--yes", "--config", site.ConfigurationPath);
        Assert.Equal(ExitCodes.Done, await drain.EndAsync());
        using var plan = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);
        Assert.Equal(ExitCodes.Done, await plan.EndAsync());

        Assert.Contains("drained on this host and not used: pve1", plan.Error, StringComparison.Ordinal);
        Assert.Equal(8, site.Requested.Count);
        Assert.All(Guests, guest => Assert.NotEqual("pve1", site.NodeOf(guest)));

        using var undrain = new ProgramProcess("undrain", "pve1", "--yes", "--config", site.ConfigurationPath);
        Assert.Equal(ExitCodes.Done, await undrain.EndAsync());
        Assert.Contains(Guests, guest => site.NodeOf(guest) == "pve1");
    }

    [Fact]
    public async Task D05_a_drained_node_and_a_maintenance_node_of_the_file_are_emptied_alike()
    {
        await using var byCommand = await StartSiteAsync(Quick);
        await using var byFile = await StartSiteAsync("proxmox_cluster: {maintenance_nodes: [pve1]}\nbalancing: {enable: true, parallel: true, goal: rules-only}");

        using var drain = new ProgramProcess("drain", "pve1", "--yes", "--config", byCommand.ConfigurationPath);
        using var apply = new ProgramProcess("apply", "--yes", "--config", byFile.ConfigurationPath);

        Assert.Equal(ExitCodes.Done, await drain.EndAsync());
        Assert.Equal(ExitCodes.Done, await apply.EndAsync());
        Assert.Equal(Guests.Select(byCommand.NodeOf), Guests.Select(byFile.NodeOf));
    }

    [Fact]
    public async Task A01_a_missing_privilege_is_named()
    {
        await using var site = await StartSiteAsync(Quick);
        site.Cluster.Change(world => world.Access.Entries.Clear());

        using var plan = new ProgramProcess("plan", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.Unreachable, await plan.EndAsync());
        Assert.Contains("VM.Audit", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A03_a_wrong_fingerprint_says_which_certificate_is_there()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick, fingerprint: string.Join(':', Enumerable.Repeat("AB", 32)), speed: 1);

        using var plan = new ProgramProcess("plan", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.Unreachable, await plan.EndAsync());
        Assert.Contains(site.Cluster.Fingerprint, plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A04_when_the_first_host_is_down_the_next_is_asked()
    {
        await using var site = await StartSiteAsync(Quick);
        var text = await File.ReadAllTextAsync(site.ConfigurationPath);
        await File.WriteAllTextAsync(site.ConfigurationPath, text.Replace("hosts: [", "hosts: ['127.0.0.1:1', ", StringComparison.Ordinal));

        using var apply = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.Done, await apply.EndAsync());
        Assert.NotEmpty(site.Requested);
    }

    [Fact]
    public async Task E11_with_balance_types_vm_no_container_moves()
    {
        await using var site = await StartSiteAsync("balancing: {enable: true, parallel: true, balance_types: [vm]}");

        using var apply = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.Done, await apply.EndAsync());
        Assert.NotEmpty(site.Requested);
        Assert.All(site.Requested, guest => Assert.InRange(guest, 101, 104));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("\"1\"", true)]
    [InlineData("maybe", false)]
    public async Task E13_booleans_are_read_or_refused_with_a_clear_line(string written, bool good)
    {
        await using var site = await StartSiteAsync($"balancing: {{enable: {written}}}");

        using var check = new ProgramProcess("config", "check", "--config", site.ConfigurationPath);

        Assert.Equal(good ? ExitCodes.Done : ExitCodes.BadInput, await check.EndAsync());
        Assert.Equal(good, !check.Error.Contains("balancing.enable: 'maybe' is written; write true or false", StringComparison.Ordinal));
    }

    [Fact]
    public async Task P09_a_dry_run_starts_no_cooldown()
    {
        await using var site = await StartSiteAsync(Quick);

        using var dry = new ProgramProcess("apply", "--dry-run", "--config", site.ConfigurationPath);
        Assert.Equal(ExitCodes.Done, await dry.EndAsync());
        Assert.Empty(site.Requested);
        using var apply = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);
        Assert.Equal(ExitCodes.Done, await apply.EndAsync());

        Assert.NotEmpty(site.Requested);
    }

    [Fact]
    public async Task R04_a_pin_matches_its_node_whatever_the_case()
    {
        await using var site = await StartSiteAsync("balancing: {enable: true, enforce_pinning: true}", guest => guest.Id == 101 ? guest with { Tags = ["plb_pin_pve3"] } : guest, "PVE3");

        using var apply = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.Done, await apply.EndAsync());
        Assert.Equal("PVE3", site.NodeOf(101));
    }

    [Fact]
    public async Task R12_guests_are_ignored_by_name_wildcard_range_pool_and_tag()
    {
        await using var site = await StartSiteAsync(
            "balancing: {enable: true, parallel: true, ignore: ['vm101', 'w*', '103-104', 'pool:db', 'tag:fixed']}",
            guest => guest.Id switch
            {
                101 => guest with { Name = "vm101" },
                102 => guest with { Name = "web" },
                201 => guest with { Pool = "db" },
                202 => guest with { Tags = ["fixed"] },
                _ => guest,
            });

        using var apply = new ProgramProcess("apply", "--yes", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.Done, await apply.EndAsync());
        Assert.NotEmpty(site.Requested);
        Assert.All(site.Requested, guest => Assert.InRange(guest, 203, 204));
    }

    private static IEnumerable<int> Guests => [101, 102, 103, 104, 201, 202, 203, 204];

    /// <summary>A process has the machine's clock; so has the cluster here, and its guests are quickly moved.</summary>
    private static Task<SimulatedSite> StartSiteAsync(string sections, Func<Guest, Guest>? with = null, string thirdNode = "pve3") =>
        SimulatedSite.StartAsync(
            SiteClusters.OneHotNode(with, thirdNode), sections, speed: 1, settings: new WorldSettings { LinkBytesPerSecond = 1L << 40, ContainerShutdown = TimeSpan.Zero });
}
