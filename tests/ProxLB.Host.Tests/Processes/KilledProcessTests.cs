using ProxLB.Core.Execution.Journaling;
using ProxLB.SimulatedCluster.World;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Processes;

/// <summary>The real program against the simulated cluster, ended in the middle of a plan.</summary>
public sealed class KilledProcessTests
{
    /// <summary>Two migrations at a time, and none of them ends before the test lets time pass.</summary>
    private static Task<SimulatedSite> StartAsync() => SimulatedSite.StartAsync(
        new ClusterBuilder().Node("pve1").Node("pve2").Node("pve3").Guests(101, 3, "pve1", memoryGiB: 6).Build(),
        "balancing: {enable: true, parallel: true, parallel_jobs: 2}",
        settings: new WorldSettings { MigrationBytesPerSecond = 100_000 });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_in_the_middle_of_a_plan_the_next_start_takes_up_what_is_in_flight_and_starts_nothing_twice(int requests)
    {
        await using var site = await StartAsync();
        using (var first = HostProcess.Start("drain", "pve1", "--yes", "--config", site.ConfigurationPath))
        {
            await site.RequestsAsync(requests);
            await first.KillAsync();
        }

        var inFlight = Knowledge(site).Open().Select(open => open.Request.Guest).ToList();
        using var second = HostProcess.Start("drain", "pve1", "--yes", "--config", site.ConfigurationPath);
        await second.SaysAsync("An earlier run");
        LetMigrationsEnd(site);
        await site.RequestsAsync(3);
        LetMigrationsEnd(site);
        var (exitCode, said) = await second.EndAsync();

        Assert.Equal(ExitCodes.Done, exitCode);
        Assert.InRange(inFlight.Count, requests, 2);
        Assert.All(inFlight, guest => Assert.Matches($@"An earlier run, of plan \S+ \(drain of pve1\), sent guest {guest} ", said));
        Assert.Equal([101, 102, 103], site.Requested.Order());
        Assert.All(site.Requested, guest => Assert.NotEqual("pve1", site.NodeOf(guest)));
        Assert.Empty(Knowledge(site).Open());
    }

    [Fact]
    public async Task Interrupted_once_it_finishes_what_runs_and_starts_nothing_new()
    {
        await using var site = await StartAsync();
        using var process = HostProcess.Start("drain", "pve1", "--yes", "--config", site.ConfigurationPath);
        await site.RequestsAsync(2);

        await process.SignalAsync("INT");
        await process.SaysAsync("Stopping:");
        LetMigrationsEnd(site);
        var (exitCode, _) = await process.EndAsync();

        Assert.Equal(ExitCodes.Stopped, exitCode);
        Assert.Equal(2, site.Requested.Count);
        Assert.All(site.Requested, guest => Assert.NotEqual("pve1", site.NodeOf(guest)));
        Assert.Empty(Knowledge(site).Open());
    }

    private static void LetMigrationsEnd(SimulatedSite site) => site.Cluster.Advance(TimeSpan.FromDays(1));

    private static JournalKnowledge Knowledge(SimulatedSite site)
    {
        using var state = StateDirectory.Open(site.StatePath);
        return state.Journal.Knowledge;
    }
}
