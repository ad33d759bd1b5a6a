using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Tests;

/// <summary>Plans made by hand, for what is printed of them.</summary>
internal static class SamplePlans
{
    private const long Gibibyte = 1L << 30;

    public static MigrationPlan Balanced { get; } = new()
    {
        Status = PlanStatus.Balanced,
        Goal = "target",
        Id = "balanced",
        SnapshotDigest = "0",
        Before = State(4.2, ("pve1", 0.52, true, 10), ("pve2", 0.48, true, 9)),
        After = State(4.2, ("pve1", 0.52, true, 10), ("pve2", 0.48, true, 9)),
    };

    public static MigrationPlan Improved { get; } = new()
    {
        Status = PlanStatus.Improved,
        Goal = "target",
        Id = "improved",
        SnapshotDigest = "0",
        Before = State(60.9, ("pve1", 0.924, true, 14), ("pve2", 0.315, true, 5), ("a-node-with-a-rather-long-name", 0, false, 0)),
        After = State(7.4, ("pve1", 0.655, true, 11), ("pve2", 0.581, true, 8), ("a-node-with-a-rather-long-name", 0, false, 0)),
        EstimatedSeconds = 95,
        Migrations =
        [
            new()
            {
                Step = 1, Guest = 101, Name = "web-01", Kind = GuestKind.Vm, From = "pve1", To = "pve2", CostBytes = 9 * Gibibyte, EstimatedSeconds = 12,
                Reason = "Memory spread falls from 60.9 to 38.0 points; pve2 is the least loaded node that may take it.",
            },
            new()
            {
                Step = 2, Guest = 7002, Name = "mail", Kind = GuestKind.Container, From = "pve1", To = "pve2", Mode = MigrationMode.Restart,
                CostBytes = 6 * Gibibyte, Reason = "Memory spread falls from 38.0 to 22.5 points.",
            },
            new()
            {
                Step = 3, After = [1], Guest = 103, Kind = GuestKind.Vm, From = "pve1", To = "pve2", CostBytes = 17 * Gibibyte, Ha = true, Carries = [104, 105],
                Reason = "Rule 'database' keeps it with 104 and 105.",
            },
        ],
        Skipped = [new(110, "It is locked (backup)."), new(111, "It is locked (backup)."), new(112, "It is ignored by its tag plb_ignore.")],
        Warnings = ["Node 'pve9' in the pin of guest 120 does not exist; its other nodes count."],
    };

    public static MigrationPlan Partial { get; } = Improved with
    {
        Status = PlanStatus.Partial,
        Id = "partial",
        Migrations = [Improved.Migrations[0]],
        EstimatedSeconds = null,
        Skipped = [],
        Warnings = [],
        StoppedBy = StopReason.Limit,
        Unsatisfied =
        [
            new()
            {
                Constraint = "antiAffinity", Rule = "dns", Required = true, Guests = [201, 202], Nodes = ["pve1"],
                Reason = "201 and 202 share pve1, and 202 fits on no other node: it needs 32 GiB and pve2 has 12 GiB free.",
            },
        ],
        Conflicts = [new() { Rules = ["pin 201", "dns"], Guests = [201, 202], Nodes = ["pve1"], Relax = "Relax the pin of 201 or the rule 'dns'." }],
        Frontier =
        [
            new() { Migrations = 0, Spread = new Dictionary<string, double> { ["memory"] = 60.9 } },
            new() { Migrations = 1, Spread = new Dictionary<string, double> { ["memory"] = 38 }, CostBytes = 9 * Gibibyte },
        ],
    };

    private static PlacementState State(double spread, params (string Name, double Memory, bool Eligible, int Guests)[] nodes) => new()
    {
        Spread = new Dictionary<string, double> { ["memory"] = spread },
        Nodes =
        [
            .. nodes.Select(node => new NodeState
            {
                Name = node.Name,
                Eligible = node.Eligible,
                Utilisation = new Dictionary<string, double> { ["memory"] = node.Memory },
                Guests = node.Guests,
            }),
        ],
    };
}
