using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Tests.Serialization;

/// <summary>A plan in which every property of every record has a value that is not its default.</summary>
internal static class FullPlan
{
    public static MigrationPlan Create() => new()
    {
        Status = PlanStatus.Partial,
        Goal = "rules-only",
        Before = State(0.75),
        After = State(0.5),
        Migrations = [Migration()],
        Unsatisfied =
        [
            new UnsatisfiedItem
            {
                Constraint = "anti-affinity",
                Rule = "db",
                Required = true,
                Guests = [100, 101],
                Nodes = ["pve1"],
                Reason = "No other node has room.",
            },
        ],
        Skipped = [new SkippedGuest(103, "It is locked (backup).")],
        Warnings = ["Node pve3 is unknown."],
        Optimal = true,
        SpreadLowerBound = Figures(4.5),
        Frontier = [new FrontierPoint { Migrations = 1, Spread = Figures(12.25), CostBytes = 17 }],
        ElapsedMilliseconds = 12.5,
        Id = "plan1",
        CreatedAt = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero),
        SnapshotDigest = "abc",
        StoppedBy = StopReason.Cooldown,
        EstimatedSeconds = 90.5,
        Conflicts = [new RuleConflict { Rules = ["a", "b"], Guests = [100], Nodes = ["pve1"], Relax = "Relax rule b." }],
    };

    private static PlacementState State(double utilisation) => new()
    {
        Spread = Figures(25),
        Imbalance = 156.25,
        Distance = 15,
        NativeImbalancePercent = 33.5,
        Terms = [new ScoreTerm("distance.memory", 1, 15, 15)],
        Nodes = [new NodeState { Name = "pve1", Eligible = true, Utilisation = Figures(utilisation), Guests = 3 }],
    };

    private static PlannedMigration Migration() => new()
    {
        Step = 2,
        After = [1],
        Guest = 100,
        Name = "db1",
        Kind = GuestKind.Container,
        From = "pve1",
        To = "pve2",
        Mode = MigrationMode.Restart,
        Detour = true,
        Carries = [101],
        CostBytes = 4_294_967_296,
        Gain = 12.5,
        GainByDimension = Figures(12.5),
        Reason = "Memory of pve1 is 75 % used, that of pve2 50 %.",
        Unit = 1,
        Cause = MigrationCause.Drain,
        Rule = "db",
        EstimatedSeconds = 30.25,
        Ha = true,
        TargetStorage = new Dictionary<string, string> { ["local"] = "ceph" },
        Outcome = new MigrationOutcome { State = "failed", Node = "pve1", Error = "disk full" },
    };

    private static Dictionary<string, double> Figures(double value) => new() { ["memory"] = value };
}
