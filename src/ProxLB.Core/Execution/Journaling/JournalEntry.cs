using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Journaling;

/// <summary>One transition of an execution.</summary>
public sealed record JournalEntry
{
    /// <summary>What it states.</summary>
    public required JournalEntryKind Kind { get; init; }

    /// <summary>When, by this host's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The plan's id.</summary>
    public string? Plan { get; init; }

    /// <summary>The plan's goal; in a plan.</summary>
    public string? Goal { get; init; }

    /// <summary>The nodes that the plan empties, apart from those in maintenance; in a plan.</summary>
    public IReadOnlyList<string>? Drained { get; init; }

    /// <summary>Which migration it is about: a number that rises with each intent; 0: none.</summary>
    public long Migration { get; init; }

    /// <summary>The planned step; in an intent.</summary>
    public int Step { get; init; }

    /// <summary>The unit of the plan that the step belongs to; in an intent.</summary>
    public int Unit { get; init; }

    /// <summary>What asks for the step; in an intent.</summary>
    public MigrationCause? Cause { get; init; }

    /// <summary>Whether a later step of the unit takes the guest further; in an intent.</summary>
    public bool Detour { get; init; }

    /// <summary>Whether it takes back an earlier migration of its unit; in an intent.</summary>
    public bool TakesBack { get; init; }

    /// <summary>What the cluster is asked for; in an intent.</summary>
    public MigrationRequest? Request { get; init; }

    /// <summary>The provider's name for the task; in a ticket.</summary>
    public string? Task { get; init; }

    /// <summary>When it was started, by the cluster's clock; in a ticket.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What came of it; in an outcome and in a verification.</summary>
    public MigrationOutcome? Outcome { get; init; }

    /// <summary>Why nothing may start any more; when the circuit is opened.</summary>
    public string? Reason { get; init; }

    /// <summary>Until when; when the circuit is opened.</summary>
    public DateTimeOffset? Until { get; init; }
}
