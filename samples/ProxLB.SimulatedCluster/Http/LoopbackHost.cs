using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Listens on loopback, a port per node.</summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackHost(WebApplication application, IReadOnlyDictionary<string, int> ports)
    {
        _application = application;
        Ports = ports;
    }

    /// <summary>The port of each node, in the order in which they were given.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    public static async Task<LoopbackHost> StartAsync(
        IReadOnlyList<string> nodes, int firstPort, X509Certificate2 certificate, Func<HttpContext, string, Task> handler, CancellationToken cancellationToken)
    {
        // Nothing from the environment: neither its variables nor a settings file may change where it listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            for (var index = 0; index < nodes.Count; index++)
            {
                var port = firstPort == 0 ? 0 : firstPort + index;
                options.Listen(IPAddress.Loopback, port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    listen.UseHttps(certificate);
                });
            }
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        var ports = new Dictionary<string, int>(StringComparer.Ordinal);
        application.Run(context => handler(context, NodeOf(ports, context.Connection.LocalPort)));
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToList();
        for (var index = 0; index < nodes.Count; index++)
        {
            ports[nodes[index]] = new Uri(addresses[index]).Port;
        }

        return new LoopbackHost(application, ports);
    }

    public async ValueTask DisposeAsync()
    {
        // Open connections are of no worth once the cluster is gone.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private static string NodeOf(Dictionary<string, int> ports, int port) => ports.First(entry => entry.Value == port).Key;
}
