namespace ProxLB.Core.Planning;

/// <summary>What a planning run decided: plain data that serialises as <c>proxlb.plan/1</c>.</summary>
/// <remarks>Utilisation is a fraction of usable capacity; spread and distance are percentage points. <see cref="Id"/>,
/// <see cref="CreatedAt"/> and <see cref="ElapsedMilliseconds"/> are outside the equality of two plans.</remarks>
public sealed record MigrationPlan
{
    /// <summary>What the run came to.</summary>
    public required PlanStatus Status { get; init; }

    /// <summary>The goal it was planned for: <c>target</c>, <c>best</c>, <c>rules-only</c> or <c>drain</c>.</summary>
    public required string Goal { get; init; }

    /// <summary>The cluster as it is.</summary>
    public required PlacementState Before { get; init; }

    /// <summary>The cluster as it will be.</summary>
    public required PlacementState After { get; init; }

    /// <summary>The migrations, in a serial order that keeps every required rule and capacity at each moment.</summary>
    public IReadOnlyList<PlannedMigration> Migrations { get; init; } = [];

    /// <summary>What the state after the plan still violates, each with what blocks it.</summary>
    public IReadOnlyList<UnsatisfiedItem> Unsatisfied { get; init; } = [];

    /// <summary>Guests that had to stay, and why.</summary>
    public IReadOnlyList<SkippedGuest> Skipped { get; init; } = [];

    /// <summary>What the administrator should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether it is proven that no plan reaches the goal better.</summary>
    public bool Optimal { get; init; }

    /// <summary>By dimension: no placement that keeps the required rules has a smaller spread, in percentage points.</summary>
    public IReadOnlyDictionary<string, double> SpreadLowerBound { get; init; } = Cluster.Empty.Measures;

    /// <summary>The best spread that so many migrations can reach; empty unless asked for.</summary>
    public IReadOnlyList<FrontierPoint> Frontier { get; init; } = [];

    /// <summary>From the snapshot in memory to the finished plan.</summary>
    public double ElapsedMilliseconds { get; init; }

    /// <summary>Identifies the plan; derived from the snapshot and the decisions.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A digest of the facts it was made from.</summary>
    public required string SnapshotDigest { get; init; }

    /// <summary>What ended the run early; null if nothing did.</summary>
    public StopReason? StoppedBy { get; init; }

    /// <summary>How long carrying it out should take, in seconds; null if no bandwidth is known.</summary>
    public double? EstimatedSeconds { get; init; }

    /// <summary>The smallest sets of rules that cannot hold together.</summary>
    public IReadOnlyList<RuleConflict> Conflicts { get; init; } = [];
}
