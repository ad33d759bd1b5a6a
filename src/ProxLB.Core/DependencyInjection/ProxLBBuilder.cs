using ProxLB.Core.Constraints;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Strategies;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds to ProxLB what the application brings: strategies, constraints, a provider.</summary>
public sealed class ProxLBBuilder
{
    internal ProxLBBuilder(IServiceCollection services)
    {
        Services = services;
    }

    /// <summary>The services that are being configured.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a strategy. Its dimensions are balanced if the options name them; their limits hold in any case.</summary>
    /// <typeparam name="T">The strategy; its dependencies are injected.</typeparam>
    public ProxLBBuilder AddStrategy<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IBalancingStrategy
    {
        Services.AddSingleton<IBalancingStrategy, T>();
        return this;
    }

    /// <summary>Adds a constraint.</summary>
    /// <typeparam name="T">The constraint; its dependencies are injected.</typeparam>
    public ProxLBBuilder AddConstraint<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IPlacementConstraint
    {
        Services.AddSingleton<IPlacementConstraint, T>();
        return this;
    }

    /// <summary>Sets how plans are carried out.</summary>
    /// <param name="configure">Sets the limits, windows and cooldowns of the <see cref="PlanExecutor"/>.</param>
    public ProxLBBuilder ConfigureExecution(Action<ExecutionOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Keeps the executor's journal in a folder, so that a process that was killed takes up what it left in flight. Without it the journal lives in memory.</summary>
    /// <param name="path">The folder; it is locked while the application runs. It is opened when the <see cref="PlanExecutor"/> is first asked for.</param>
    public ProxLBBuilder UseStateDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Services.AddSingleton(_ => StateDirectory.Open(path));
        Services.AddSingleton<IExecutionJournal>(provider => provider.GetRequiredService<StateDirectory>().Journal);
        return this;
    }
}
