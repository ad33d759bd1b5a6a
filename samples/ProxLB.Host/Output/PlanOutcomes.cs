using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Output;

/// <summary>Puts what came of each migration into the plan, for the document that <c>apply</c> prints.</summary>
internal static class PlanOutcomes
{
    public static MigrationPlan Of(MigrationPlan plan, ExecutionReport report)
    {
        var outcomes = report.Steps.Where(step => step.Plan == plan.Id && !step.TakesBack)
            .GroupBy(step => step.Migration.Step)
            .ToDictionary(group => group.Key, group => group.Last().Migration.Outcome);
        return plan with
        {
            Migrations = [.. plan.Migrations.Select(migration => migration with { Outcome = outcomes.GetValueOrDefault(migration.Step) })],
        };
    }
}
