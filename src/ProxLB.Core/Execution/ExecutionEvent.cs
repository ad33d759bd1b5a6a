using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution;

/// <summary>Something that happened while a plan was carried out.</summary>
public sealed record ExecutionEvent
{
    /// <summary>What happened.</summary>
    public required ExecutionEventKind Kind { get; init; }

    /// <summary>When, by this host's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The plan's id.</summary>
    public string? Plan { get; init; }

    /// <summary>The migration concerned, with its outcome once it has one; null if none is.</summary>
    public PlannedMigration? Migration { get; init; }

    /// <summary>Progress of the migration from 0 to 1; null if unknown.</summary>
    public double? Progress { get; init; }

    /// <summary>Bytes transferred so far; null if unknown.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>How many migrations of ours are in flight.</summary>
    public int InFlight { get; init; }

    /// <summary>How many steps have ended, whatever came of them.</summary>
    public int Ended { get; init; }

    /// <summary>How many steps there are, those of new plans included.</summary>
    public int Total { get; init; }
}
