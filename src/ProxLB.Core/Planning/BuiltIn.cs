using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>The strategies and constraints that come with the library.</summary>
internal static class BuiltIn
{
    public static IEnumerable<IBalancingStrategy> Strategies(BalancerOptions options) =>
    [
        new MemoryStrategy(options.Measure),
        new CpuStrategy(options.Measure),
        new DiskStrategy(options.Measure),
        Limits(options),
    ];

    /// <summary>In the order in which they bind: what holds a guest comes before what only narrows its nodes, then groups, and last what gives way to broken rules.</summary>
    public static IEnumerable<IPlacementConstraint> Constraints(BalancerOptions options, PlanRequest request, BalancingGoal goal) =>
    [
        new StateConstraint(options.Rules, request.Keep),
        new IgnoreConstraint(),
        new DeviceConstraint(),
        new StorageConstraint(options.Rules, options.Capacity),
        new CoresConstraint(),
        new CpuConstraint(),
        new ReplicationConstraint(),
        new RefusedConstraint(),
        new ConflictConstraint(),
        new NodeAffinityConstraint(options.Rules),
        new HaConstraint(),
        new ReturnConstraint([.. request.Return.Select(r => (r.Guest, r.Node))]),
        new AffinityConstraint(),
        new AntiAffinityConstraint(),
        new HaAffinityConstraint(),
        new CooldownConstraint(),
        new PressureConstraint(options.Measure, goal is BalancingGoal.Target or BalancingGoal.Best, Limits(options)),
        new SurvivalConstraint(options.Measure, options.Capacity.SurviveNodeLoss),
        new NativeConstraint(options.Rules.HaOwnership, goal is BalancingGoal.Target or BalancingGoal.Best, Limits(options)),
    ];

    private static CapacityStrategy Limits(BalancerOptions options) => new(
        options.Measure,
        new CapacityLimits(
            options.Capacity.Overprovisioning == false ? 0 : options.Capacity.MemoryHeadroomPercent,
            options.Capacity.Overprovisioning == false,
            options.Capacity.CpuOvercommit,
            options.Capacity.StorageMap));

    /// <summary>One line for each name that two types share.</summary>
    public static IEnumerable<string> NameClashes<T>(IEnumerable<T> all, Func<T, string> name)
        where T : notnull =>
        all.GroupBy(name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => $"The name '{g.Key}' is used by {string.Join(" and ", g.Select(x => x.GetType().FullName))}; rename one of them.");
}
