using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution;

/// <summary>A step of an execution and what came of it.</summary>
public sealed record ExecutedStep
{
    /// <summary>The id of the plan it belongs to.</summary>
    public required string Plan { get; init; }

    /// <summary>The migration, with its outcome.</summary>
    public required PlannedMigration Migration { get; init; }

    /// <summary>When it was started; null if it was not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its outcome was known.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Bytes transferred; null if unknown.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>Whether it takes back an earlier step of a unit that could not be completed.</summary>
    public bool TakesBack { get; init; }

    /// <summary>Whether an earlier run had started it.</summary>
    public bool Recovered { get; init; }

    /// <summary>Its outcome's state, one of <see cref="MigrationStates"/>.</summary>
    public string State => Migration.Outcome!.State;
}
