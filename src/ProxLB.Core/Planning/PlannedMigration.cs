namespace ProxLB.Core.Planning;

/// <summary>One migration of a plan.</summary>
public sealed record PlannedMigration
{
    /// <summary>Its position in the serial order, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Steps that must have ended first; all others may run at the same time.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>The guest's VMID.</summary>
    public required int Guest { get; init; }

    /// <summary>The guest's name.</summary>
    public string? Name { get; init; }

    /// <summary>Virtual machine or container.</summary>
    public required Cluster.GuestKind Kind { get; init; }

    /// <summary>The node it leaves.</summary>
    public required string From { get; init; }

    /// <summary>The node it goes to.</summary>
    public required string To { get; init; }

    /// <summary>How it is moved.</summary>
    public MigrationMode Mode { get; init; }

    /// <summary>Whether it is a parking move that a later step of the unit takes further.</summary>
    public bool Detour { get; init; }

    /// <summary>VMIDs that the HA manager moves along with this request; they have no step of their own.</summary>
    public IReadOnlyList<int> Carries { get; init; } = [];

    /// <summary>Cost in bytes: what is copied, and the fixed costs of a migration and of a container's restart.</summary>
    public long CostBytes { get; init; }

    /// <summary>By how much it lowers the imbalance.</summary>
    public double Gain { get; init; }

    /// <summary>By dimension: by how much it lowers that dimension's part of the imbalance.</summary>
    public IReadOnlyDictionary<string, double> GainByDimension { get; init; } = Cluster.Empty.Measures;

    /// <summary>One sentence for a person: which goal or rule asks for it, and why this target.</summary>
    public required string Reason { get; init; }

    /// <summary>Steps of one unit need one another: a swap, a chain, a group, a detour.</summary>
    public int Unit { get; init; }

    /// <summary>What asks for it.</summary>
    public MigrationCause Cause { get; init; }

    /// <summary>The rule that asks for it; null if none does.</summary>
    public string? Rule { get; init; }

    /// <summary>How long it should take, in seconds; null if no bandwidth is known.</summary>
    public double? EstimatedSeconds { get; init; }

    /// <summary>Whether the HA manager carries it out.</summary>
    public bool Ha { get; init; }

    /// <summary>Storages to use on the target, by storage on the source; empty: the same.</summary>
    public IReadOnlyDictionary<string, string> TargetStorage { get; init; } = Cluster.Empty.Labels;

    /// <summary>What came of it; null before it is carried out.</summary>
    public MigrationOutcome? Outcome { get; init; }
}
