using ProxLB.Core.Optimization;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The keys of the section <c>balancing</c> that say what is to be reached, and at what price.</summary>
internal static class GoalKeys
{
    private static readonly (string, string)[] Dimensions = [("memory", "memory"), ("cpu", "cpu"), ("disk", "disk")];

    private static readonly (string, BalancingGoal)[] Goals =
        [("target", BalancingGoal.Target), ("best", BalancingGoal.Best), ("rules-only", BalancingGoal.RulesOnly)];

    private static readonly ConfigurationKey<Dictionary<string, double>>[] Weights = [.. DimensionKeys(value => value.PositiveNumber())];

    private static readonly ConfigurationKey<Dictionary<string, double>>[] Spreads = [.. DimensionKeys(value => value.Number(0, 100))];

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All { get; } =
    [
        new("goal", (target, value) => Goal(target).Goal = value.OneOf(Goals), target => Goal(target).Goal),
        new("method", (target, value) => Goal(target).Methods = Methods(value), target => Goal(target).Methods is { Count: > 0 } methods ? methods : "memory"),
        new("balanciness", Balanciness, target =>
            Goal(target).BalancinessByDimension.Count > 0 ? Goal(target).BalancinessByDimension : Goal(target).Balanciness),
        Floor("memory"),
        Floor("cpu"),
        Floor("disk"),
        new("minimum_gain", (target, value) => Goal(target).MinimumGain = value.Number(0, 100), target => Goal(target).MinimumGain),
        new("max_migrations", (target, value) => Goal(target).MaxMigrations = value.Whole(0), target => Goal(target).MaxMigrations),
        new("balance_larger_guests_first", (target, value) => Goal(target).LargerGuestsFirst = value.Boolean(), target => Goal(target).LargerGuestsFirst),
        new("migration_overhead", (target, value) => Goal(target).MigrationOverheadBytes = value.Bytes(), target => Size(Goal(target).MigrationOverheadBytes)),
        new("container_restart_cost", (target, value) => Goal(target).ContainerRestartCostBytes = value.Bytes(), target => Size(Goal(target).ContainerRestartCostBytes)),
        new("time_budget", (target, value) => Goal(target).TimeBudget = value.Duration(), target => Goal(target).TimeBudget),
        new("seed", (target, value) => Goal(target).Seed = value.Whole(0), target => Goal(target).Seed),
    ];

    private static GoalOptions Goal(HostConfiguration target) => target.Balancer.Goal;

    private static string Size(long bytes) => Terminal.Figures.Bytes(bytes);

    private static ConfigurationKey<HostConfiguration> Floor(string dimension) => new(
        $"{dimension}_threshold",
        (target, value) => Goal(target).Floors[dimension] = value.Number(0, 100),
        target => Goal(target).Floors.TryGetValue(dimension, out var floor) ? floor : null);

    private static Dictionary<string, double> Methods(ConfigurationValue value)
    {
        var methods = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        if (value.IsMap)
        {
            value.Fields(methods, Weights);
        }
        else if (value.IsList)
        {
            value.List(item => methods[item.OneOf(Dimensions)] = 1);
        }
        else
        {
            methods[value.OneOf(Dimensions)] = 1;
        }
        if (methods.Count == 0)
        {
            value.Reject("is empty; name at least one of memory, cpu, disk");
        }
        return methods;
    }

    private static void Balanciness(HostConfiguration target, ConfigurationValue value)
    {
        if (value.IsMap)
        {
            value.Fields(Goal(target).BalancinessByDimension, Spreads);
        }
        else
        {
            Goal(target).Balanciness = value.Number(0, 100);
        }
    }

    private static IEnumerable<ConfigurationKey<Dictionary<string, double>>> DimensionKeys(Func<ConfigurationValue, double> read) =>
        Dimensions.Select(dimension => new ConfigurationKey<Dictionary<string, double>>(
            dimension.Item1,
            (target, value) => target[dimension.Item1] = read(value)));
}
