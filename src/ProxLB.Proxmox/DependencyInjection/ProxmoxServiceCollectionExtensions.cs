using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProxLB.Core.Execution;
using ProxLB.Proxmox;

#pragma warning disable IDE0130 // where users of the container look for it
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers a Proxmox VE cluster as the <see cref="IClusterProvider"/>.</summary>
public static class ProxmoxServiceCollectionExtensions
{
    /// <summary>Adds the Proxmox VE cluster. Wrong options throw an <see cref="OptionsValidationException"/> that names all defects when the provider is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets how the cluster is reached.</param>
    public static IServiceCollection AddProxmox(this IServiceCollection services, Action<ProxmoxOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ProxmoxOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProxmoxOptions>, ProxmoxOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ProxmoxClusterProvider(
            provider.GetRequiredService<IOptions<ProxmoxOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
        services.TryAddSingleton<IClusterProvider>(provider => provider.GetRequiredService<ProxmoxClusterProvider>());
        return services;
    }

    /// <summary>Adds the Proxmox VE cluster, as <see cref="AddProxmox(IServiceCollection, Action{ProxmoxOptions})"/> does.</summary>
    /// <param name="builder">ProxLB, as <c>AddProxLB</c> gives it.</param>
    /// <param name="configure">Sets how the cluster is reached.</param>
    public static ProxLBBuilder AddProxmox(this ProxLBBuilder builder, Action<ProxmoxOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddProxmox(configure);
        return builder;
    }

    /// <summary>Adds the Proxmox VE cluster that a configuration describes. Its keys are named as the properties of <see cref="ProxmoxOptions"/>, such as <c>Hosts</c>.</summary>
    /// <param name="builder">ProxLB, as <c>AddProxLB</c> gives it.</param>
    /// <param name="configuration">The configuration, or its section: with a section <see cref="ProxmoxOptions.SectionName"/>, that one is read, otherwise the configuration itself.</param>
    public static ProxLBBuilder AddProxmox(this ProxLBBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(ProxmoxOptions.SectionName);
        return builder.AddProxmox(options => (section.Exists() ? section : configuration).Bind(options));
    }
}
