using ProxLB.Host.Hosting;
using ProxLB.Host.Tests.Configuration;

namespace ProxLB.Host.Tests.Daemon;

/// <summary>The daemon against the API of a simulated cluster.</summary>
public sealed class DaemonTests
{
    private const string Quick = "balancing: {enable: true, parallel: true}";

    [Fact]
    public async Task It_balances_reports_health_and_figures_and_stops_in_good_order()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync("has ended:");
        var health = await daemon.GetAsync("healthz");
        var ready = await daemon.GetAsync("readyz");
        var (_, metrics) = await daemon.GetAsync("metrics");

        Assert.Equal((200, "ok\n"), health);
        Assert.Equal(200, ready.Status);
        Assert.NotEmpty(site.Requested);
        Assert.Contains($"proxlb_plan_migrations {site.Requested.Count}\n", metrics, StringComparison.Ordinal);
        Assert.Contains("proxlb_node_utilisation_ratio{node=\"pve1\",dimension=\"memory\",moment=\"before\"} 0.", metrics, StringComparison.Ordinal);
        Assert.Contains("proxlb_api_call_duration_seconds_count{host=\"127.0.0.1\",method=\"GET\",status=\"200\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("proxlb_last_success_timestamp_seconds ", metrics, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await daemon.StopAsync());
        Assert.Contains("Stopped.", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_alone_runs_as_a_daemon()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.StartLegacy(site);

        await daemon.SaysAsync("has ended:");

        Assert.Equal(ExitCodes.Done, await daemon.StopAsync());
    }

    [Fact]
    public async Task E10_with_enable_false_it_plans_and_sends_nothing()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: false}");
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync("Improved");
        await daemon.StopAsync();

        Assert.Empty(site.Requested);
    }

    [Fact]
    public async Task What_only_a_command_can_do_is_refused_while_it_runs_and_names_its_process()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync(" are at http");

        var result = await site.RunAsync("apply", "--close-circuit", "--yes");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        var line = Assert.Single(result.ErrorLines, line => line.StartsWith("error:", StringComparison.Ordinal));
        Assert.Contains($"process {Environment.ProcessId}", line, StringComparison.Ordinal);
        Assert.Contains(daemon.Address.Authority, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_certificate_it_cannot_listen_beyond_this_host_and_says_so_in_one_line()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick, listen: "'*:0'");
        await using var daemon = RunningDaemon.Start(site);

        var code = await daemon.EndAsync();

        Assert.Equal(ExitCodes.BadInput, code);
        var line = Assert.Single(daemon.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: service.listen: nothing can listen at [::]:0: The certificate /etc/pve/local/", line, StringComparison.Ordinal);
        Assert.EndsWith("set service.listen to 127.0.0.1:8095.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_does_not_know_itself_is_warned_of()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: false}");
        await using var daemon = RunningDaemon.Start(site, context => context with { MachineIdentifiers = () => [] });

        await daemon.SaysAsync("name that guest in balancing.ignore");
        await daemon.StopAsync();
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_state_directory_is_refused()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync(" are at http");
        await using var second = RunningDaemon.Start(site);

        Assert.Equal(ExitCodes.BadInput, await second.EndAsync());
        Assert.Contains($"process {Environment.ProcessId}", second.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_wakes_for_scheduled_maintenance_and_empties_the_node_outside_of_windows_too()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: false}", speed: 1000);
        var start = TimeZoneInfo.ConvertTime(site.Cluster.Clock.GetUtcNow(), TimeZoneInfo.Local).AddHours(4);
        var text = await File.ReadAllTextAsync(site.ConfigurationPath);
        await File.WriteAllTextAsync(site.ConfigurationPath, text.Replace("balancing: {enable: false}", $$"""
            balancing:
              enable: true
              parallel: true
              windows: {blocked: ['00:00-24:00']}
            proxmox_cluster:
              maintenance_nodes_schedule:
                duration: 12
                pre-migration: 60
                schedules: {pve1: ['{{start.DayOfWeek}}, {{start:HH:mm}}']}
            """, StringComparison.Ordinal));
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync("has ended:");

        // The next run of the interval is due eight hours after the start.
        Assert.InRange(site.Cluster.Clock.GetUtcNow(), start.AddMinutes(-61), start.AddHours(7));
        Assert.All(Enumerable.Range(101, 4).Concat(Enumerable.Range(201, 4)), guest => Assert.NotEqual("pve1", site.NodeOf(guest)));
        await daemon.StopAsync();
    }

    [Fact]
    public async Task A_hangup_reads_the_configuration_again_and_a_bad_one_changes_nothing()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: false}");
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync("Improved");
        var text = await File.ReadAllTextAsync(site.ConfigurationPath);

        await File.WriteAllTextAsync(site.ConfigurationPath, text + "\nbalancin: {}\n");
        daemon.Hangup();
        await daemon.SaysAsync("Did you mean 'balancing'?");
        Assert.Empty(site.Requested);

        await File.WriteAllTextAsync(site.ConfigurationPath, text.Replace("enable: false", "enable: true", StringComparison.Ordinal)
            .Replace("service:", "service:\n  schedule: {interval: 1, format: minutes}", StringComparison.Ordinal));
        daemon.Hangup();
        await daemon.SaysAsync("was read again");
        await daemon.SaysAsync("has ended:");

        Assert.NotEmpty(site.Requested);
        await daemon.StopAsync();
    }

    [Fact]
    public async Task E12_the_guest_that_it_runs_in_is_never_migrated()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick + "\nproxmox_cluster: {maintenance_nodes: [pve1]}");
        await using var daemon = RunningDaemon.Start(site, context => context with { MachineIdentifiers = () => ["bc:24:11:00:00:65"] });

        await daemon.SaysAsync("has ended:");
        await daemon.StopAsync();

        Assert.Equal("pve1", site.NodeOf(101));
        Assert.Equal(7, site.Requested.Count);
        Assert.DoesNotContain(101, site.Requested);
        Assert.Contains("runs in guest 101", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_cluster_is_tried_again_and_does_not_end_it()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        site.Cluster.Faults.Add(new() { Times = 4, Status = 503 });
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync("it is tried again in");
        Assert.Equal(200, (await daemon.GetAsync("healthz")).Status);
        await daemon.SaysAsync("has ended:");
        Assert.Equal(200, (await daemon.GetAsync("readyz")).Status);

        await daemon.StopAsync();
        Assert.NotEmpty(site.Requested);
    }

    [Fact]
    [ShowsEffectOf("service.enable_ha")]
    public async Task With_enable_ha_only_the_master_acts_and_commands_name_it()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(guest => guest.Id == 101 ? guest with { HaState = "started" } : guest), Quick, service: "enable_ha: true");
        await using var elsewhere = RunningDaemon.Start(site, context => context with { HostName = "backup-host" });
        await elsewhere.SaysAsync("HA master");
        await elsewhere.StopAsync();

        var command = await site.RunAsync("apply", "--yes");

        Assert.Empty(site.Requested);
        Assert.Equal(ExitCodes.BadInput, command.ExitCode);
        Assert.Contains("HA master", Assert.Single(command.ErrorLines, line => line.StartsWith("error:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log_format: json", "{\"time\":\"")]
    [InlineData("log_level: DEBUG", "debug ")]
    [ShowsEffectOf("service.log_format", "service.log_level")]
    public async Task Log_lines_look_as_configured(string service, string expected)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick, service: service);
        await using var daemon = RunningDaemon.Start(site);

        await daemon.SaysAsync(expected);
        await daemon.StopAsync();
    }

    [Fact]
    public async Task Under_systemd_log_lines_have_a_priority_and_no_time()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site, context => context with { Environment = name => name == "JOURNAL_STREAM" ? "8:1" : null });

        await daemon.SaysAsync("has ended:");
        await daemon.StopAsync();

        Assert.All(daemon.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^<[2-7]>[A-Z]", line));
    }

    [Fact]
    public void The_owner_of_a_state_directory_is_named_as_well_as_it_is_known()
    {
        var folder = Directory.CreateTempSubdirectory("proxlb-");
        try
        {
            Assert.Contains("another proxlb", StateOwner.Describe(folder.FullName), StringComparison.Ordinal);
            new StateOwner(4711, "drain", Address: null).Write(folder.FullName);
            Assert.Contains("process 4711, 'drain'", StateOwner.Describe(folder.FullName), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
