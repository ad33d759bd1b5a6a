using System.Collections.Immutable;

namespace ProxLB.Core.Execution.Journaling;

/// <summary>What the journal knows of one guest.</summary>
public sealed record GuestHistory
{
    /// <summary>Nothing.</summary>
    public static GuestHistory Empty { get; } = new();

    /// <summary>Its migrations that succeeded, oldest first.</summary>
    public ImmutableArray<PastMove> Moves { get; init; } = [];

    /// <summary>The targets it was moved back from, oldest first.</summary>
    public ImmutableArray<BarredTarget> Barred { get; init; } = [];

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>The last of them; null if there is none.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => Moves.IsEmpty && Barred.IsEmpty && Failures == 0;

    internal GuestHistory Moved(PastMove move) => this with { Moves = Moves.Add(move), Failures = 0, FailedAt = null };

    internal GuestHistory TakenBack(DateTimeOffset at) =>
        this with { Moves = Moves.IsEmpty ? Moves : Moves.RemoveAt(Moves.Length - 1), Failures = Failures + 1, FailedAt = at };

    internal GuestHistory Failed(DateTimeOffset at) => this with { Failures = Failures + 1, FailedAt = at };

    internal GuestHistory MovedBack(DateTimeOffset at, string node) =>
        Failed(at) with { Barred = Barred.Add(new BarredTarget(at, node)) };

    internal GuestHistory Since(DateTimeOffset limit) => this with
    {
        Moves = Moves.RemoveAll(move => move.At < limit),
        Barred = Barred.RemoveAll(target => target.At < limit),
        Failures = FailedAt < limit ? 0 : Failures,
        FailedAt = FailedAt < limit ? null : FailedAt,
    };
}
