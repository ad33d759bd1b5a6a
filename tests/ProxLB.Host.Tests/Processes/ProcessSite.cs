using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Host.Tests.Processes;

/// <summary>A simulated cluster for the program as a process: a process has the machine's clock, so has the cluster here, and its guests are quickly moved.</summary>
internal static class ProcessSite
{
    /// <summary>Migrations are allowed, and several at once.</summary>
    public const string Quick = "balancing: {enable: true, parallel: true}";

    /// <summary>The guests of the cluster, virtual machines first.</summary>
    public static IReadOnlyList<int> Guests { get; } = [101, 102, 103, 104, 201, 202, 203, 204];

    /// <summary>Starts one.</summary>
    /// <param name="sections">Sections of the configuration file beside credentials and service.</param>
    /// <param name="with">Changes its guests.</param>
    /// <param name="thirdNode">The name of its third node.</param>
    /// <param name="fingerprint">Another fingerprint in the file than that of its certificate.</param>
    public static Task<SimulatedSite> StartAsync(string sections = Quick, Func<Guest, Guest>? with = null, string thirdNode = "pve3", string? fingerprint = null) =>
        SimulatedSite.StartAsync(
            SiteClusters.OneHotNode(with, thirdNode), sections, fingerprint: fingerprint, speed: 1,
            settings: new WorldSettings { LinkBytesPerSecond = 1L << 40, ContainerShutdown = TimeSpan.Zero });

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Said)> RunProcessAsync(this SimulatedSite site, params string[] arguments) =>
        HostProcess.RunAsync([.. arguments, "--config", site.ConfigurationPath]);

    /// <summary>Starts a command.</summary>
    public static HostProcess StartProcess(this SimulatedSite site, params string[] arguments) =>
        HostProcess.Start([.. arguments, "--config", site.ConfigurationPath]);

    /// <summary>Carries a plan out, which must go well.</summary>
    /// <returns>What the program printed.</returns>
    public static async Task<string> ApplyAsync(this SimulatedSite site)
    {
        var (exitCode, said) = await site.RunProcessAsync("apply", "--yes");
        Assert.True(exitCode == ExitCodes.Done, said);
        return said;
    }
}
