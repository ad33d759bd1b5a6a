using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;
using ProxLB.Core.Operation;
using ProxLB.Proxmox;
using ProxLB.Web.Access;
using ProxLB.Web.Api;
using ProxLB.Web.Operation;

namespace ProxLB.Web.Hosting;

/// <summary>Registers the API and the page.</summary>
public static class WebServiceCollectionExtensions
{
    private static readonly TimeSpan DisconnectedCircuitLife = TimeSpan.FromMinutes(1);

    /// <summary>Adds the API and the page. A <see cref="ClusterOperator"/> must be registered, and may be later.</summary>
    /// <param name="services">The services of the web application.</param>
    /// <param name="options">How they are offered.</param>
    /// <param name="cluster">The cluster that says what its users may do, asked for each time.</param>
    /// <exception cref="ArgumentException">An origin is none.</exception>
    public static IServiceCollection AddProxLBWeb(this IServiceCollection services, WebOptions options, Func<ProxmoxClusterProvider> cluster)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cluster);
        return services.AddProxLBWeb(options, new ClusterPrivileges(cluster));
    }

    internal static IServiceCollection AddProxLBWeb(this IServiceCollection services, WebOptions options, IPrivilegeSource privileges)
    {
        var origins = new OriginPolicy(options.Origins);
        services.AddSingleton(options);
        services.AddSingleton(origins);
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton(new WebClock(options.Time));
        services.AddSingleton(new AccessGate(new PrivilegeMemory(privileges, options.Time)));
        services.AddSingleton<ClusterDesk>();
        services.AddSingleton<ChangeDesk>();
        services.AddSingleton<AuditedChanges>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<Watchers>();
        services.AddHostedService<FactsRefresher>();
        services.AddCors(cors => cors.AddPolicy(ApiRoutes.CorsPolicy, policy => policy
            .WithOrigins([.. origins.Configured]).WithMethods("GET", "POST").WithHeaders(RequestGuard.Header, "Content-Type", "Authorization")
            .AllowCredentials().SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.AddOpenApi("v1", ApiDescription.Configure);
        AddPage(services);
        return services;
    }

    private static void AddPage(IServiceCollection services)
    {
        // What is protected lives as long as the page's connection; nothing needs to survive the process.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure<CircuitOptions>(circuits => circuits.DisconnectedCircuitRetentionPeriod = DisconnectedCircuitLife);
        services.Configure<HubOptions>(hub => hub.MaximumReceiveMessageSize = 64 * 1024);
    }
}
