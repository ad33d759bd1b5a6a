using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>One step of a run.</summary>
public sealed record RunStep
{
    /// <summary>The id of the plan it belongs to; a new plan on the way has its own.</summary>
    public required string Plan { get; init; }

    /// <summary>The migration, with its outcome once it has one.</summary>
    public required PlannedMigration Migration { get; init; }

    /// <summary>How far it is.</summary>
    public RunStepPhase Phase { get; init; }

    /// <summary>From 0 to 1; null if unknown.</summary>
    public double? Progress { get; init; }

    /// <summary>Bytes transferred so far; null if unknown.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>What happened to it last, in one sentence; null if nothing did.</summary>
    public string? Message { get; init; }

    /// <summary>When it was started; null if it was not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its outcome was known; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its outcome's state, one of <see cref="Execution.MigrationStates"/>; null before it has one.</summary>
    public string? State => Migration.Outcome?.State;
}
