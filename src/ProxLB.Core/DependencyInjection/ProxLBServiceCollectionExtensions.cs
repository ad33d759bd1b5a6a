using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProxLB.Core.Analysis;
using ProxLB.Core.Constraints;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ProxLB to an application.</summary>
public static class ProxLBServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IBalancer"/> and <see cref="ClusterAnalyzer"/> with the built-in strategies and constraints, and a <see cref="PlanExecutor"/>
    /// over the <see cref="IClusterProvider"/> that the application adds. Wrong options throw when the service is first asked for, and name all defects.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; null: the defaults.</param>
    public static ProxLBBuilder AddProxLB(this IServiceCollection services, Action<BalancerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<BalancerOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBalancer>(provider => new Balancer(
            provider.GetRequiredService<IOptions<BalancerOptions>>().Value,
            provider.GetServices<IBalancingStrategy>(),
            provider.GetServices<IPlacementConstraint>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new ClusterAnalyzer(
            provider.GetRequiredService<IOptions<BalancerOptions>>().Value,
            provider.GetServices<IBalancingStrategy>(),
            provider.GetServices<IPlacementConstraint>(),
            provider.GetRequiredService<TimeProvider>()));
        AddExecution(services);
        return new ProxLBBuilder(services);
    }

    private static void AddExecution(IServiceCollection services)
    {
        services.AddOptions<ExecutionOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ExecutionOptions>, ExecutionOptionsValidator>());
        services.TryAddSingleton<IExecutionJournal, InMemoryJournal>();
        services.TryAddSingleton(provider => new PlanExecutor(
            provider.GetRequiredService<IClusterProvider>(),
            provider.GetRequiredService<IOptions<ExecutionOptions>>().Value,
            provider.GetRequiredService<IExecutionJournal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<PlanExecutor>>()));
    }
}
