namespace ProxLB.Host.Tests.Processes;

/// <summary>Nodes that are emptied by processes that know nothing of each other but the state directory.</summary>
public sealed class DrainProcessTests
{
    [Fact]
    public async Task D02_a_node_that_was_drained_stays_empty_in_later_processes_until_it_is_undrained()
    {
        await using var site = await ProcessSite.StartAsync();

        var (drained, onDrain) = await site.RunProcessAsync("drain", "pve1", "--yes");
        Assert.True(drained == ExitCodes.Done, onDrain);
        site.LetFiguresSettle();
        var said = await site.ApplyAsync();

        Assert.Contains("drained on this host and not used: pve1", said, StringComparison.Ordinal);
        Assert.Equal(8, site.Requested.Count);
        Assert.All(ProcessSite.Guests, guest => Assert.NotEqual("pve1", site.NodeOf(guest)));
        site.LetFiguresSettle();

        var (undrained, onUndrain) = await site.RunProcessAsync("undrain", "pve1", "--yes");
        Assert.True(undrained == ExitCodes.Done, onUndrain);
        Assert.Contains(ProcessSite.Guests, guest => site.NodeOf(guest) == "pve1");
    }
}
