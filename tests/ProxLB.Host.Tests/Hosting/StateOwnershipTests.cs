using ProxLB.Core.Execution.Journaling;
using ProxLB.Host.Errors;
using ProxLB.Host.Hosting;
using ProxLB.Host.Setup;

namespace ProxLB.Host.Tests.Hosting;

public sealed class StateOwnershipTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proxlb-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_s_own_folder_and_one_that_does_not_exist_may_be_used()
    {
        await StateOwnership.RequireAsync(_folder.FullName, CancellationToken.None);
        await StateOwnership.RequireAsync(Path.Combine(_folder.FullName, "none"), CancellationToken.None);
    }

    [RootFact]
    public async Task Root_leaves_the_folder_of_another_user_alone()
    {
        await GiveAwayAsync();

        var refusal = await Assert.ThrowsAsync<UserErrorException>(() => StateOwnership.RequireAsync(_folder.FullName, CancellationToken.None));

        Assert.Contains("runuser -u nobody -- proxlb", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [RootFact]
    public async Task While_a_service_has_it_commands_hand_over_to_that_and_write_nothing()
    {
        using var state = StateDirectory.Open(_folder.FullName);
        await GiveAwayAsync();

        await StateOwnership.RequireAsync(_folder.FullName, CancellationToken.None);
    }

    [RootFact]
    public async Task A_command_of_root_moves_nobody_where_the_state_is_the_service_s()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await GiveAwayAsync(site.StateDirectory);

        var result = await HostRunner.RunAsync("apply", "--yes", "--config", site.ConfigurationPath);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains("belongs to the user nobody", result.Error, StringComparison.Ordinal);
        Assert.Empty(site.Requested);
        Assert.Empty(Directory.GetFileSystemEntries(site.StateDirectory));
    }

    private Task GiveAwayAsync() => GiveAwayAsync(_folder.FullName);

    private static async Task GiveAwayAsync(string folder) =>
        Assert.Equal(0, (await ProgramRunner.RunAsync("chown", ["nobody", folder], CancellationToken.None)).ExitCode);
}
