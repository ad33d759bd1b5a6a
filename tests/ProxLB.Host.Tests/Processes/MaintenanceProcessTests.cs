namespace ProxLB.Host.Tests.Processes;

/// <summary>Emptying a node by command and by configuration.</summary>
public sealed class MaintenanceProcessTests
{
    [Fact]
    public async Task D05_a_drained_node_and_a_maintenance_node_of_the_file_are_emptied_alike()
    {
        await using var byCommand = await ProcessSite.StartAsync();
        await using var byFile = await ProcessSite.StartAsync("proxmox_cluster: {maintenance_nodes: [pve1]}\nbalancing: {enable: true, parallel: true, goal: rules-only}");

        var drain = byCommand.RunProcessAsync("drain", "pve1", "--yes");
        await byFile.ApplyAsync();

        Assert.Equal(ExitCodes.Done, (await drain).ExitCode);
        Assert.All(ProcessSite.Guests, guest => Assert.NotEqual("pve1", byFile.NodeOf(guest)));
        Assert.Equal(ProcessSite.Guests.Select(byCommand.NodeOf), ProcessSite.Guests.Select(byFile.NodeOf));
    }
}
