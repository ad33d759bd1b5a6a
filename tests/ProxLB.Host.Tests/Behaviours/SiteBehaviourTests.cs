using System.Text;
using ProxLB.Core.Serialization;
using ProxLB.Host.Tests.Configuration;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Host.Tests.Behaviours;

/// <summary>From the command line to the API of a simulated cluster and back.</summary>
public sealed class SiteBehaviourTests
{
    [Theory]
    [InlineData("balancing: {enable: false}", "apply --yes")]
    [InlineData("balancing: {enable: true}", "apply --dry-run")]
    [InlineData("balancing: {enable: true}", "plan")]
    [InlineData("balancing: {enable: true}", "drain pve1 --dry-run")]
    public async Task E10_a_dry_run_sends_no_POST(string sections, string arguments)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), sections);
        site.ExpectNoPost();

        var result = await site.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("reach the goal", result.Output, StringComparison.Ordinal);
        await site.AssertNoPostAsync();
    }

    [Fact]
    public async Task E11_with_balance_types_vm_no_container_moves()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: true, balance_types: [vm]}");

        var result = await site.RunAsync("apply", "--yes");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.NotEmpty(site.Requested);
        Assert.All(site.Requested, guest => Assert.InRange(guest, 101, 104));
        Assert.All(Enumerable.Range(201, 4), guest => Assert.Equal("pve1", site.NodeOf(guest)));
    }

    [Fact]
    public async Task P01_after_apply_the_cluster_is_balanced_and_a_second_run_does_nothing()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var first = await site.RunAsync("apply", "--yes", "--output", "json");
        var migrations = site.Requested.Count;
        site.Cluster.Advance(TimeSpan.FromMinutes(2));
        var second = await site.RunAsync("apply", "--yes");

        Assert.Equal(ExitCodes.Done, first.ExitCode);
        var plan = PlanReader.Read(Encoding.UTF8.GetBytes(first.Output));
        Assert.NotEmpty(plan.Migrations);
        Assert.All(plan.Migrations, migration =>
        {
            Assert.Equal("moved", migration.Outcome?.State);
            Assert.Equal(migration.To, site.NodeOf(migration.Guest));
        });
        Assert.Empty(JsonSchema.Plan.Validate(first.Output));
        Assert.Equal(ExitCodes.Done, second.ExitCode);
        Assert.Contains("Balanced: nothing to do.", second.Output, StringComparison.Ordinal);
        Assert.Contains("note: guests were migrated a moment ago", second.Error, StringComparison.Ordinal);
        Assert.Equal(migrations, site.Requested.Count);
    }

    [Fact]
    public async Task D05_a_drain_by_command_and_a_maintenance_node_of_the_file_empty_the_same_guests()
    {
        await using var site = await SimulatedSite.StartAsync(
            SiteClusters.OneHotNode(), "proxmox_cluster: {maintenance_nodes: [pve1]}\nbalancing: {enable: true, goal: rules-only}");
        await using var other = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var configured = PlanReader.Read(Encoding.UTF8.GetBytes((await site.RunAsync("plan", "--output", "json")).Output));
        var commanded = PlanReader.Read(Encoding.UTF8.GetBytes((await other.RunAsync("drain", "PVE1", "--dry-run", "--output", "json")).Output));

        Assert.Equal(8, configured.Migrations.Count);
        Assert.Equal(
            configured.Migrations.Select(migration => (migration.Guest, migration.To)).Order(),
            commanded.Migrations.Select(migration => (migration.Guest, migration.To)).Order());
    }

    [Fact]
    [ShowsEffectOf("proxmox_api.token_id", "proxmox_api.token_secret")]
    public async Task A_wrong_token_is_exit_code_4_and_one_line()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), token: "lb@pve!proxlb=00000000-0000-0000-0000-000000000000");

        await AssertUnreachable(site, "lb@pve");
    }

    [Fact]
    public async Task A_wrong_fingerprint_is_exit_code_4_and_one_line()
    {
        await using var site = await SimulatedSite.StartAsync(
            SiteClusters.OneHotNode(), fingerprint: string.Join(':', Enumerable.Repeat("AB", 32)));

        await AssertUnreachable(site, "fingerprint");
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_exit_code_4_and_one_line()
    {
        var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await site.Cluster.DisposeAsync();

        await AssertUnreachable(site, site.Cluster.Address.Authority);
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_finishes_what_runs_and_is_exit_code_6()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        using var stop = new CancellationTokenSource();
        var run = site.RunAsync(stop.Token, "apply", "--yes");
        while (site.Requested.Count == 0 && !run.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
        await stop.CancelAsync();

        var result = await run;

        Assert.Equal(ExitCodes.Stopped, result.ExitCode);
        Assert.Contains("Stopping: what runs is finished.", result.Error, StringComparison.Ordinal);
        Assert.Single(site.Requested);
        Assert.NotEqual("pve1", site.NodeOf(site.Requested[0]));
    }

    [Fact]
    public async Task A_snapshot_of_the_cluster_can_be_planned_elsewhere()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var snapshot = await site.RunAsync("snapshot");
        var plan = await new HostRunner { Input = snapshot.Output }.StartAsync("plan", "--snapshot", "-", "--output", "json");

        Assert.Equal(ExitCodes.Done, snapshot.ExitCode);
        Assert.Empty(JsonSchema.Snapshot.Validate(snapshot.Output));
        Assert.NotEmpty(PlanReader.Read(Encoding.UTF8.GetBytes(plan.Output)).Migrations);
    }

    private static async Task AssertUnreachable(SimulatedSite site, string named)
    {
        var result = await site.RunAsync("plan");

        Assert.Equal(ExitCodes.Unreachable, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.ErrorLines, line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
