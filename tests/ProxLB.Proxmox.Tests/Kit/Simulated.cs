using Microsoft.Extensions.Logging;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>A simulated cluster whose time stands still, and a provider for it.</summary>
internal sealed class Simulated : IAsyncDisposable
{
    /// <summary>The versions that the adapter is for.</summary>
    public static TheoryData<string> Versions => ["7.4", "8.4", "9.0", "9.2"];

    private Simulated(ClusterSimulator cluster, ProxmoxOptions options, ILoggerFactory? loggers)
    {
        Cluster = cluster;
        Provider = ProxmoxClusterProvider.Create(options, loggers, cluster.Clock);
    }

    public ClusterSimulator Cluster { get; }

    public ProxmoxClusterProvider Provider { get; }

    public static async Task<Simulated> StartAsync(string version, ClusterSnapshot snapshot, Action<ProxmoxOptions>? configure = null, ILoggerFactory? loggers = null, int entryNodes = 1)
    {
        var cluster = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions { Version = ClusterVersion.Parse(version), Snapshot = snapshot, Speed = 0, EntryNodes = entryNodes });
        var options = OptionsFor(cluster);
        configure?.Invoke(options);
        return new Simulated(cluster, options, loggers);
    }

    public static ProxmoxOptions OptionsFor(ClusterSimulator cluster)
    {
        var token = cluster.Token.Split('=');
        return new ProxmoxOptions
        {
            Hosts = [.. cluster.Ports.Values.Select(port => $"127.0.0.1:{port}")],
            User = token[0].Split('!')[0],
            TokenId = token[0].Split('!')[1],
            TokenSecret = token[1],
            Fingerprint = cluster.Fingerprint,
            JitterSeed = 1,
            Retries = 0,
        };
    }

    /// <summary>A password instead of the token.</summary>
    public static void WithPassword(ProxmoxOptions options) => (options.TokenId, options.TokenSecret, options.Password) = (null, null, ClusterSimulator.Password);

    /// <summary>Another provider for the same cluster, as after a restart of the program.</summary>
    public ProxmoxClusterProvider Restart(Action<ProxmoxOptions>? configure = null)
    {
        var options = OptionsFor(Cluster);
        configure?.Invoke(options);
        return ProxmoxClusterProvider.Create(options, null, Cluster.Clock);
    }

    public static MigrationRequest Request(Guest guest, string to) => new()
    {
        Guest = guest.Id,
        Kind = guest.Kind,
        From = guest.Node,
        To = to,
        Mode = guest.Running != true ? MigrationMode.Offline : guest.Kind == GuestKind.Vm ? MigrationMode.Live : MigrationMode.Restart,
        Ha = guest.HaState is not (null or "ignored"),
    };

    /// <summary>A guest as a capture shows it now.</summary>
    public async Task<Guest> GuestAsync(int id) => (await Provider.CaptureAsync(default)).Guests.Single(guest => guest.Id == id);

    /// <summary>Asks, and lets the cluster's time pass, until the migration has ended.</summary>
    public async Task<MigrationStatus> FollowAsync(MigrationTicket ticket)
    {
        for (var round = 0; round < 200; round++)
        {
            var status = await Provider.GetMigrationAsync(ticket, default);
            if (status.State is MigrationState.Ended or MigrationState.Failed)
            {
                return status;
            }

            Cluster.Advance(TimeSpan.FromSeconds(5));
        }

        throw new TimeoutException("The migration has not ended after 1000 s of the cluster's time.");
    }

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await Cluster.DisposeAsync();
    }
}
