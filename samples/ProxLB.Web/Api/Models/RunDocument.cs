namespace ProxLB.Web.Api.Models;

/// <summary>A plan that is being carried out, or was.</summary>
internal sealed record RunDocument
{
    /// <summary>The plan that it began with.</summary>
    public required string Plan { get; init; }

    /// <summary>The plan's goal.</summary>
    public required string Goal { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string User { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; absent while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Steps that have ended.</summary>
    public int Ended { get; init; }

    /// <summary>All steps.</summary>
    public int Total { get; init; }

    /// <summary>Guests that were moved.</summary>
    public int Moved { get; init; }

    /// <summary>Steps that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Whether nothing new starts until it is resumed.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether nothing new starts any more.</summary>
    public bool Stopping { get; init; }

    /// <summary>How it ended: <c>completed</c>, <c>stopped</c>, <c>windowClosed</c>, <c>circuitOpen</c>, <c>unreachable</c>, <c>failed</c>; absent while it runs.</summary>
    public string? End { get; init; }

    /// <summary>What happened last, in one sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Its steps.</summary>
    public required IReadOnlyList<StepDocument> Steps { get; init; }
}
