using System.Net;
using ProxLB.Core.Analysis;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.Host.Errors;
using ProxLB.Host.Logging;
using ProxLB.Host.Terminal;
using ProxLB.Proxmox;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.Web.Hosting;

namespace ProxLB.Host.Demo;

/// <summary>Shows a simulated cluster on the web page, for this machine only, until it is stopped.</summary>
internal sealed class WebDemo(HostContext context, bool verbose)
{
    /// <summary>The port, unless another is given.</summary>
    public const int DefaultPort = 8095;

    /// <summary>Simulated seconds a second: slow enough to watch a migration.</summary>
    private const double Speed = 6;

    public async Task<int> RunAsync(DemoOptions options, int port, CancellationToken stop)
    {
        await using var cluster = await ClusterSimulator.StartAsync(Simulation(options), stop);
        await using var app = Build(cluster, port);
        var signIn = new DemoSignIn(cluster);
        app.MapProxLBWeb();
        signIn.Map(app);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException exception)
        {
            throw new UserErrorException($"The page cannot be offered on port {port}: {exception.Message} Name another one with --port, or 0 for a free one.");
        }

        await context.Output.WriteLineAsync(
            $"A simulated Proxmox VE {options.Version} cluster with {Figures.Count(options.Nodes, "node")} and {Figures.Count(options.Guests, "guest")}. Open");
        await context.Output.WriteLineAsync($"  {app.Urls.Single()}{signIn.Path}");
        await context.Output.WriteLineAsync("The address signs you in; only this machine can open it. Press Ctrl+C to end.");
        await app.WaitForShutdownAsync(stop);
        await app.Services.GetRequiredService<ClusterOperator>().ShutDownAsync(new CancellationToken(canceled: true));
        return ExitCodes.Done;
    }

    private WebApplication Build(ClusterSimulator cluster, int port)
    {
        var configuration = DemoConfiguration.For(cluster);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Error).AddProvider(new TextLoggerProvider(context.Error, context.Time));
        builder.WebHost.ConfigureKestrel(server => server.ListenForProxLB(new(IPAddress.Loopback, port)));
        builder.Services.AddSingleton(provider => ProxmoxClusterProvider.Create(configuration.Proxmox, provider.GetRequiredService<ILoggerFactory>(), cluster.Clock));
        builder.Services.AddSingleton(provider => new ClusterOperator(
            new OperatorSetup
            {
                Provider = provider.GetRequiredService<ProxmoxClusterProvider>(),
                Balancer = new Balancer(configuration.Balancer),
                Analyzer = new ClusterAnalyzer(configuration.Balancer),
                Execution = configuration.Execution,
            },
            time: cluster.Clock,
            loggers: provider.GetRequiredService<ILoggerFactory>()));
        WebApplication? app = null;
        builder.Services.AddProxLBWeb(new WebOptions { ProxmoxPort = cluster.Port }, () => app!.Services.GetRequiredService<ProxmoxClusterProvider>());
        return app = builder.Build();
    }

    private static ClusterSimulatorOptions Simulation(DemoOptions options) => new()
    {
        Generator = new GeneratorOptions { Nodes = options.Nodes, Guests = options.Guests, Seed = options.Seed },
        Version = options.Version,
        Speed = Speed,
        TicketLifetime = TimeSpan.FromDays(30),
    };
}
