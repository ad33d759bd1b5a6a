using System.Text;
using ProxLB.Core.Serialization;

namespace ProxLB.Host.Tests.Commands;

public sealed class DrainCommandTests
{
    [Fact]
    public async Task With_a_snapshot_the_plan_is_printed()
    {
        var runner = new HostRunner { Input = PlanCommandTests.Snapshot(SiteClusters.OneHotNode()) };

        var result = await runner.StartAsync("drain", "pve1", "--snapshot", "-", "--output", "json");

        var plan = PlanReader.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal("drain", plan.Goal);
        Assert.Equal(8, plan.Migrations.Count);
        Assert.All(plan.Migrations, migration => Assert.Equal("pve1", migration.From));
    }

    [Fact]
    public async Task An_unknown_node_is_named_with_the_one_that_was_meant()
    {
        var runner = new HostRunner { Input = PlanCommandTests.Snapshot(SiteClusters.OneHotNode()) };

        var result = await runner.StartAsync("drain", "pev1", "elsewhere", "--snapshot", "-");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(
            ["error: there is no node 'pev1'. Did you mean 'pve1'?", "there is no node 'elsewhere'; the nodes are pve1, pve2, pve3"],
            result.ErrorLines);
    }

    [Fact]
    public async Task Without_a_node_it_is_an_error()
    {
        var result = await HostRunner.RunAsync("drain");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith("error: Required argument 'NODE' missing", result.Error, StringComparison.Ordinal);
    }
}
