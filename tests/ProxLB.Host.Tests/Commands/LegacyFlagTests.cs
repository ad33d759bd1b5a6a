using System.Text;
using ProxLB.Core.Serialization;
using ProxLB.Host.Tests.Configuration;

namespace ProxLB.Host.Tests.Commands;

/// <summary>ProxLB's own flags, without a command.</summary>
public sealed class LegacyFlagTests
{
    [Fact]
    [ShowsEffectOf("service.daemon")]
    public async Task A_configuration_alone_balances_once()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode(), "balancing: {enable: true}", daemon: false);

        var result = await site.RunAsync();

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.NotEmpty(site.Requested);
    }

    [Fact]
    public async Task The_dry_run_flag_sends_nothing()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var result = await site.RunAsync("-d");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("dry run: nothing was sent", result.Error, StringComparison.Ordinal);
        Assert.Empty(site.Requested);
    }

    [Fact]
    public async Task The_json_flag_prints_the_plan()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var result = await site.RunAsync("-j");

        Assert.NotEmpty(PlanReader.Read(Encoding.UTF8.GetBytes(result.Output)).Migrations);
        Assert.Empty(site.Requested);
    }

    [Fact]
    public async Task The_best_node_flag_prints_one_name()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var result = await site.RunAsync("-b");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains(result.Output, (string[])["pve2\n", "pve3\n"]);
    }
}
