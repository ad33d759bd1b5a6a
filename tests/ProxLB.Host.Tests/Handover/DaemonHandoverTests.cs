using System.Text;
using ProxLB.Core.Serialization;
using ProxLB.Host.Tests.Daemon;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Host.Tests.Handover;

/// <summary>Commands beside a daemon that has the state directory: the daemon does it, and the command follows.</summary>
public sealed class DaemonHandoverTests
{
    private const string Quick = "balancing: {enable: true, parallel: true}";

    [Fact]
    public async Task A_node_is_emptied_stays_empty_and_is_used_again()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync("has ended:");
        site.LetFiguresSettle();
        var there = Guests().Where(guest => site.NodeOf(guest) == "pve1").ToList();

        var drain = await site.RunAsync("drain", "pve1", "--yes");

        Assert.True(drain.ExitCode == ExitCodes.Done, drain.Error);
        Assert.NotEmpty(there);
        Assert.All(Guests(), guest => Assert.NotEqual("pve1", site.NodeOf(guest)));
        Assert.Contains("note: the proxlb daemon has the state directory; it makes and carries out the plan.", drain.ErrorLines);
        Assert.Contains($"{there.Count} guests of {there.Count} moved, 0 failed.", drain.Output, StringComparison.Ordinal);
        Assert.All(there, guest => Assert.Contains($"guest {guest} ", drain.Error, StringComparison.Ordinal));

        site.LetFiguresSettle();
        var undrain = await site.RunAsync("undrain", "pve1", "--yes", "--output", "json");

        Assert.True(undrain.ExitCode == ExitCodes.Done, undrain.Error);
        Assert.All(there, guest => Assert.Equal("pve1", site.NodeOf(guest)));
        var plan = PlanReader.Read(Encoding.UTF8.GetBytes(undrain.Output));
        Assert.All(plan.Migrations, migration => Assert.Equal(("moved", "pve1"), (migration.Outcome?.State, migration.Outcome?.Node)));
        Assert.Empty(JsonSchema.Plan.Validate(undrain.Output));
    }

    [Fact]
    public async Task A_balanced_cluster_needs_nothing_of_it()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync("has ended:");
        site.LetFiguresSettle();
        var before = site.Requested.Count;

        var apply = await site.RunAsync("apply", "--yes");

        Assert.Equal(ExitCodes.Done, apply.ExitCode);
        Assert.Equal(before, site.Requested.Count);
    }

    [Fact]
    public async Task A_command_that_only_looks_knows_what_the_daemon_moved_lately()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync("has ended:");

        var plan = await site.RunAsync("plan");

        Assert.Equal(ExitCodes.Done, plan.ExitCode);
        Assert.StartsWith("note: guests were migrated a moment ago", Assert.Single(plan.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_daemon_refuses_is_one_line_and_nothing_moves()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), Quick);
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync("has ended:");
        var before = site.Requested.Count;

        var unknown = await site.RunAsync("drain", "pve9", "--yes");
        var guests = await site.RunAsync("undrain", "pve1", "--guests", "101", "--yes");
        var circuit = await site.RunAsync("apply", "--close-circuit", "--yes");
        using var file = new TemporaryFile((await site.RunAsync("plan", "--output", "json")).Output);
        var plan = await site.RunAsync("apply", "--plan", file.Path, "--yes");

        Assert.All([unknown, guests, circuit, plan], result => Assert.Equal(ExitCodes.BadInput, result.ExitCode));
        Assert.Contains(unknown.ErrorLines, line => line.StartsWith("error: the proxlb daemon refuses: ", StringComparison.Ordinal) && line.Contains("pve9", StringComparison.Ordinal));
        Assert.Contains("leave out --guests", guests.Error, StringComparison.Ordinal);
        Assert.Contains("leave out --plan", plan.Error, StringComparison.Ordinal);
        Assert.Contains("migrates guests with this state directory", circuit.Error, StringComparison.Ordinal);
        Assert.Equal(before, site.Requested.Count);
    }

    [Fact]
    public async Task A_user_who_stops_the_command_stops_the_daemon_s_run()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: true}");
        await using var daemon = RunningDaemon.Start(site);
        await daemon.SaysAsync("has ended:");
        site.LetFiguresSettle();
        var before = site.Requested.Count;
        var there = Guests().Count(guest => site.NodeOf(guest) == "pve1");
        using var stop = new CancellationTokenSource();

        var drain = site.RunAsync(stop.Token, "drain", "pve1", "--yes");
        await site.RequestsAsync(before + 1);
        await stop.CancelAsync();
        var result = await drain;

        Assert.Equal(ExitCodes.Stopped, result.ExitCode);
        Assert.Contains("Stopping: what runs is finished.", result.Error, StringComparison.Ordinal);
        Assert.InRange(site.Requested.Count - before, 1, there - 1);
    }

    private static IEnumerable<int> Guests() => Enumerable.Range(101, 4).Concat(Enumerable.Range(201, 4));
}
