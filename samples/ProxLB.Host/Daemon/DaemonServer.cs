using System.Net;
using System.Net.Sockets;
using ProxLB.Core.Operation;
using ProxLB.Host.Configuration;
using ProxLB.Host.Daemon.Metrics;
using ProxLB.Host.Errors;
using ProxLB.Proxmox;
using ProxLB.Web.Hosting;

namespace ProxLB.Host.Daemon;

/// <summary>The web server of the daemon: page, API, metrics and health.</summary>
internal static class DaemonServer
{
    /// <summary>Starts it.</summary>
    /// <param name="service">Where it listens and for whom.</param>
    /// <param name="cluster">What it shows.</param>
    /// <param name="proxmox">The cluster that knows its users; null: there is no page, only metrics and health.</param>
    /// <param name="meters">What the libraries count.</param>
    /// <param name="schedule">The schedule; its end is the end of health.</param>
    /// <param name="log">Where it logs.</param>
    /// <returns>The server; null if it is not wanted, or the default address cannot be had.</returns>
    /// <exception cref="UserErrorException">The configured address, or the certificate that it needs, cannot be had.</exception>
    public static async Task<WebApplication?> StartAsync(
        ServiceSettings service, ClusterOperator cluster, Func<ProxmoxClusterProvider?> proxmox, MeterCollector meters, Task schedule, ILoggerProvider log)
    {
        if (service.Listen is not { } address)
        {
            return null;
        }
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders().AddProvider(log).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(cluster);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.ListenForProxLB(address));
        builder.Services.AddProxLBWeb(
            new WebOptions { Origins = service.Origins },
            () => proxmox() ?? throw new InvalidOperationException("There is no cluster of Proxmox that could say who may look."));
        WriteNoKeys(builder.Services);
        WebApplication? app = null;
        try
        {
            // Building it reads the certificate.
            app = builder.Build();
            MapPlain(app, cluster, meters, schedule);
            app.MapProxLBWeb();
            await app.StartAsync();
            return app;
        }
        catch (Exception exception) when (exception is IOException or SocketException or FormatException)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
            if (service.ListenConfigured)
            {
                throw new UserErrorException($"service.listen: nothing can listen at {address}: {exception.Message}");
            }
            DaemonLog.NotListening(log.CreateLogger(nameof(DaemonServer)), address.ToString(), exception.Message);
            return null;
        }
    }

    /// <summary>The page's keys live as long as the process; at its start the framework would all the same write a file of keys that nobody uses.</summary>
    private static void WriteNoKeys(IServiceCollection services)
    {
        foreach (var writer in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(writer);
        }
    }

    /// <summary>What monitoring asks for, without credentials.</summary>
    private static void MapPlain(WebApplication app, ClusterOperator cluster, MeterCollector meters, Task schedule)
    {
        app.Map("/metrics", branch => branch.Run(context =>
        {
            var text = new PrometheusText();
            StateMetrics.Write(text, cluster.State, ProgramVersion.Text);
            meters.Write(text);
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(text.ToString());
        }));
        app.Map("/healthz", branch => branch.Run(context => AnswerAsync(context, schedule.IsCompleted ? "the schedule has ended" : null)));
        app.Map("/readyz", branch => branch.Run(context => AnswerAsync(context, DaemonHealth.NotReadyBecause(cluster.State))));
    }

    private static Task AnswerAsync(HttpContext context, string? problem)
    {
        context.Response.StatusCode = (int)(problem is null ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(problem is null ? "ok\n" : $"{problem}\n");
    }
}
