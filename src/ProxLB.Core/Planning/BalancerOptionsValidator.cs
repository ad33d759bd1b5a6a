using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Checks all options at once.</summary>
internal static class BalancerOptionsValidator
{
    private const double MostPercent = 100;
    private const double MostEffort = 1000;

    public static List<string> Errors(BalancerOptions options)
    {
        var errors = new List<string>();
        Goal(options.Goal, errors);
        Range(errors, "Capacity.MemoryHeadroomPercent", options.Capacity.MemoryHeadroomPercent, 0, 99);
        Above(errors, "Capacity.CpuOvercommit", options.Capacity.CpuOvercommit);
        if (options.Capacity.SurviveNodeLoss is < 0 or > 1)
        {
            errors.Add($"Capacity.SurviveNodeLoss is {options.Capacity.SurviveNodeLoss}; it may be 0 or 1.");
        }

        foreach (var (node, reserve) in options.Measure.ReserveByNode.Append(new("all nodes", options.Measure.Reserve)))
        {
            if (reserve.MemoryBytes < 0 || reserve.DiskBytes < 0 || reserve.CpuCores is < 0 or double.NaN)
            {
                errors.Add($"Measure.Reserve of {node} is negative; a reserve is at least 0.");
            }
        }

        foreach (var rule in options.Rules.Rules.Where(r => r.Weight is not (> 0 and <= Constraints.BoundSession.LargestWeight)))
        {
            errors.Add($"Rules.Rules '{rule.Name}' has the weight {rule.Weight}; a weight is above 0 and at most 1,000,000,000.");
        }

        return errors;
    }

    private static void Goal(GoalOptions goal, List<string> errors)
    {
        foreach (var (dimension, weight) in goal.Methods)
        {
            Above(errors, $"Goal.Methods[{dimension}]", weight);
        }

        Range(errors, "Goal.Balanciness", goal.Balanciness, 0, MostPercent);
        foreach (var (dimension, points) in goal.BalancinessByDimension)
        {
            Range(errors, $"Goal.BalancinessByDimension[{dimension}]", points, 0, MostPercent);
        }

        foreach (var (dimension, percent) in goal.Floors)
        {
            Range(errors, $"Goal.Floors[{dimension}]", percent, 0, MostPercent);
        }

        Range(errors, "Goal.MinimumGain", goal.MinimumGain, 0, MostPercent);
        Range(errors, "Goal.MinimumRelativeGain", goal.MinimumRelativeGain, 0, 1);
        Range(errors, "Goal.SearchEffort", goal.SearchEffort, 0, MostEffort);
        if (goal.MaxMigrations < 0)
        {
            errors.Add($"Goal.MaxMigrations is {goal.MaxMigrations}; it is at least 0, or absent for no limit.");
        }

        if (goal.MigrationOverheadBytes < 0 || goal.ContainerRestartCostBytes < 0)
        {
            errors.Add("Goal.MigrationOverheadBytes and Goal.ContainerRestartCostBytes are at least 0.");
        }

        if (goal.TimeBudget <= TimeSpan.Zero)
        {
            errors.Add($"Goal.TimeBudget is {goal.TimeBudget}; it is above 0.");
        }
    }

    private static void Range(List<string> errors, string name, double value, double lowest, double highest)
    {
        if (!(value >= lowest && value <= highest))
        {
            errors.Add($"{name} is {value}; it must be from {lowest} to {highest}.");
        }
    }

    private static void Above(List<string> errors, string name, double? value)
    {
        if (value is { } number && (!(number > 0) || !double.IsFinite(number)))
        {
            errors.Add($"{name} is {number}; it must be a finite number above 0.");
        }
    }
}
