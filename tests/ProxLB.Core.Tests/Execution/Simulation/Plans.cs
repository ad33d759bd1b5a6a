using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>Plans in few words.</summary>
internal static class Plans
{
    public static MigrationPlan Of(params PlannedMigration[] migrations) => Named("plan", migrations);

    public static MigrationPlan Named(string id, params PlannedMigration[] migrations) => new()
    {
        Id = id,
        Status = migrations.Length == 0 ? PlanStatus.Balanced : PlanStatus.Improved,
        Goal = "target",
        SnapshotDigest = "",
        Before = new PlacementState { Spread = new Dictionary<string, double>(), Nodes = [] },
        After = new PlacementState { Spread = new Dictionary<string, double>(), Nodes = [] },
        Migrations = migrations,
    };

    public static PlannedMigration Step(int step, int guest, string from, string to, int unit = 0, bool ha = false, params int[] after) => new()
    {
        Step = step,
        Guest = guest,
        Kind = GuestKind.Vm,
        From = from,
        To = to,
        Unit = unit == 0 ? 1000 + step : unit,
        Ha = ha,
        After = after,
        Reason = "test",
    };
}
