using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Output;

/// <summary>Says in one sentence what a plan comes to.</summary>
internal static class PlanSentence
{
    public static string For(MigrationPlan plan)
    {
        var migrations = Figures.Count(plan.Migrations.Count, "migration");
        return plan.Status switch
        {
            PlanStatus.Balanced => "Balanced: nothing to do.",
            PlanStatus.Improved => $"{migrations} {Verb(plan, "reaches", "reach")} the goal{Copied(plan)}.",
            PlanStatus.NoBeneficialMigration => "The goal is not reached, but no migration would gain enough to be worth it.",
            PlanStatus.Partial => $"{migrations} {Verb(plan, "helps", "help")}{Copied(plan)}, but {Lacking(plan)}.",
            PlanStatus.Infeasible => "No migration helps, although something required is violated: see what could not be done.",
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Status, "Unknown status."),
        };
    }

    public static string Colour(MigrationPlan plan) => plan.Status switch
    {
        PlanStatus.Balanced or PlanStatus.Improved => "green",
        PlanStatus.Infeasible => "red",
        _ => "yellow",
    };

    private static string Verb(MigrationPlan plan, string one, string many) => plan.Migrations.Count == 1 ? one : many;

    private static string Lacking(MigrationPlan plan) =>
        plan.Unsatisfied.Any(item => item.Required) ? "something required stays violated" : "the goal stays unreached";

    private static string Copied(MigrationPlan plan)
    {
        var cost = $", at a cost of {Figures.Bytes(plan.Migrations.Sum(migration => migration.CostBytes))}";
        return plan.EstimatedSeconds is { } seconds ? $"{cost} and about {Figures.Duration(TimeSpan.FromSeconds(seconds))}" : cost;
    }
}
