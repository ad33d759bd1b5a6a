using ProxLB.Core.Constraints;
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
}
