using System.Text;
using ProxLB.Core.Serialization;

namespace ProxLB.Host.Tests.Commands;

/// <summary>What commands that migrate nothing know from the state directory: drained nodes and cooldowns.</summary>
public sealed class StateReadingTests
{
    /// <summary>The commands, each with what it takes.</summary>
    public static TheoryData<string> Commands => ["plan", "best-node --memory 8GiB", "-b", "explain 101 pve2", "check", "snapshot"];

    [Theory]
    [InlineData("best-node --memory 8GiB")]
    [InlineData("-b")]
    public async Task A_drained_node_is_never_the_best(string command)
    {
        await using var site = await DrainedSiteAsync("pve2", "pve3");

        var result = await site.RunAsync(command.Split(' '));

        Assert.Equal((ExitCodes.Done, "pve1\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_drained_node_is_said_to_take_no_guest()
    {
        await using var site = await DrainedSiteAsync("pve2");

        var result = await site.RunAsync("explain", "101", "pve2");

        Assert.Contains("pve2  no, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("maintenance", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_does_not_count_on_a_drained_node()
    {
        await using var site = await DrainedSiteAsync("pve2", "pve3");

        var result = await site.RunAsync("check");

        Assert.Contains("The dimension memory is not balanced in this run", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_holds_drained_nodes_and_cooldowns()
    {
        await using var site = await DrainedSiteAsync("pve1");

        var facts = SnapshotReader.Read(Encoding.UTF8.GetBytes((await site.RunAsync("snapshot")).Output));

        Assert.Equal(["pve1"], facts.Nodes.Where(node => node.Maintenance).Select(node => node.Name));
        Assert.All(facts.Guests, guest => Assert.NotNull(guest.CooldownUntil));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Which_nodes_are_drained_is_said_by_each(string command)
    {
        await using var site = await DrainedSiteAsync("pve2");

        var result = await site.RunAsync(command.Split(' '));

        Assert.True(result.ExitCode == ExitCodes.Done, result.Error);
        Assert.Equal("note: drained on this host and not used: pve2; 'proxlb undrain NODE' ends that.", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_state_directory_that_does_not_exist_is_not_missed_and_not_created(string command)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        Directory.Delete(site.StateDirectory);

        var result = await site.RunAsync(command.Split(' '));

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.False(Directory.Exists(site.StateDirectory));
        Directory.CreateDirectory(site.StateDirectory);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task State_that_cannot_be_read_is_told_of_and_the_command_goes_on(string command)
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        // Folders in the place of files: not even root can read these.
        Directory.CreateDirectory(Path.Combine(site.StateDirectory, "journal.jsonl"));
        Directory.CreateDirectory(Path.Combine(site.StateDirectory, "operator.json"));

        var result = await site.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Collection(
            result.ErrorLines,
            line => Assert.Contains("migrations and cooldowns of this host are not known", line, StringComparison.Ordinal),
            line => Assert.Contains("drained nodes and earlier runs are not known", line, StringComparison.Ordinal));
    }

    private static async Task<SimulatedSite> DrainedSiteAsync(params string[] nodes)
    {
        var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        var drain = await site.RunAsync(["drain", .. nodes, "--yes"]);
        Assert.True(drain.ExitCode == ExitCodes.Done, drain.Error);
        return site;
    }
}
