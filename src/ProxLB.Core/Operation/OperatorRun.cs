using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Operation;

/// <summary>A plan that is being carried out, or was. Immutable.</summary>
public sealed record OperatorRun
{
    /// <summary>The id of the plan that it began with.</summary>
    public required string Plan { get; init; }

    /// <summary>The plan's goal.</summary>
    public required string Goal { get; init; }

    /// <summary>Who asked for it, such as <c>schedule</c> or a user.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its steps: those of the plan, of new plans on the way, and those that an earlier process had left in flight.</summary>
    public ImmutableArray<RunStep> Steps { get; init; } = [];

    /// <summary>How many steps have ended, whatever came of them.</summary>
    public int Ended { get; init; }

    /// <summary>How many steps there are.</summary>
    public int Total { get; init; }

    /// <summary>How many new plans were made on the way.</summary>
    public int Replans { get; init; }

    /// <summary>Whether nothing new is started until it is resumed.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether nothing new is started any more.</summary>
    public bool Stopping { get; init; }

    /// <summary>What happened last, in one sentence.</summary>
    public string? Message { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What ended it; null while it runs, and if it failed.</summary>
    public ExecutionEnd? End { get; init; }

    /// <summary>What came of it; null while it runs, if it failed, and for a run of an earlier process.</summary>
    [JsonIgnore]
    public ExecutionReport? Report { get; init; }

    /// <summary>Why it failed as a whole; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How many guests were moved.</summary>
    public int Moved => Steps.Count(step => step.State == MigrationStates.Moved);

    /// <summary>How many steps failed, were refused, or took their guest elsewhere.</summary>
    public int Failed => Steps.Count(step => step.State is { } state && MigrationStates.IsFailure(state));
}
