using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Logging;

namespace ProxLB.Host.Hosting;

/// <summary>The libraries, wired as the configuration says, for one command.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HostConfiguration _configuration;
    private readonly TimeProvider _time;

    private ClusterSession(ServiceProvider services, HostConfiguration configuration, TimeProvider time)
    {
        _services = services;
        _configuration = configuration;
        _time = time;
    }

    /// <summary>Makes plans.</summary>
    public IBalancer Balancer => _services.GetRequiredService<IBalancer>();

    /// <summary>The cluster.</summary>
    public IClusterProvider Provider => _services.GetRequiredService<IClusterProvider>();

    /// <summary>Wires the libraries.</summary>
    /// <param name="context">How the program meets the outside.</param>
    /// <param name="configuration">What it is to do.</param>
    /// <param name="verbose">Whether the whole log is printed, not only warnings.</param>
    /// <param name="clusterTime">The cluster's clock, if it is not that of this host.</param>
    public static ClusterSession Open(HostContext context, HostConfiguration configuration, bool verbose, TimeProvider? clusterTime = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clusterTime ?? context.Time);
        services.AddLogging(logging => logging
            .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning)
            .AddProvider(new TextLoggerProvider(context.Error, context.Time)));
        services.AddProxmox(options => OptionsCopy.Copy(configuration.Proxmox, options));
        services.AddProxLB(options => OptionsCopy.Copy(configuration.Balancer, options));
        context.ConfigureServices?.Invoke(services);
        return new(services.BuildServiceProvider(), configuration, clusterTime ?? context.Time);
    }

    /// <summary>Reads the cluster, maintenance by schedule included.</summary>
    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken)
    {
        var scheduled = _configuration.Maintenance.NodesAt(_time.GetUtcNow(), TimeZoneInfo.Local);
        var maintenance = _configuration.Balancer.Nodes.Maintenance;
        maintenance.AddRange(scheduled.Except(maintenance, StringComparer.OrdinalIgnoreCase).ToList());
        return Provider.CaptureAsync(cancellationToken);
    }

    /// <summary>Makes what carries plans out.</summary>
    public PlanExecutor CreateExecutor() =>
        new(Provider, _configuration.Execution, journal: null, _time, _services.GetRequiredService<ILogger<PlanExecutor>>());

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
