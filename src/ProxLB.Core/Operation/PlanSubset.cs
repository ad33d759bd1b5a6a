using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>A plan without some of its migrations.</summary>
internal static class PlanSubset
{
    /// <summary>Takes guests out, and with them all steps that need theirs: the rest of their units and whatever waits for one.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="leaveOut">VMIDs.</param>
    public static MigrationPlan Without(MigrationPlan plan, IReadOnlyCollection<int> leaveOut)
    {
        var gone = plan.Migrations.Where(migration => migration.Carries.Append(migration.Guest).Any(leaveOut.Contains)).Select(migration => migration.Step).ToHashSet();
        if (gone.Count == 0)
        {
            return plan;
        }

        int before;
        do
        {
            before = gone.Count;
            var units = plan.Migrations.Where(migration => gone.Contains(migration.Step)).Select(migration => migration.Unit).ToHashSet();
            gone.UnionWith(plan.Migrations.Where(migration => units.Contains(migration.Unit) || migration.After.Any(gone.Contains)).Select(migration => migration.Step));
        }
        while (gone.Count > before);

        return plan with { Migrations = [.. plan.Migrations.Where(migration => !gone.Contains(migration.Step))] };
    }
}
