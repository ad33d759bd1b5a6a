namespace ProxLB.Core.Constraints;

/// <summary>One rule during one run: it follows the placement and counts its violations.</summary>
/// <remarks>One violation is one guest that would have to move. A question costs O(1) or O(members), never O(cluster).
/// Sessions are called from one thread at a time, and only about guests they name.</remarks>
public interface IConstraintSession
{
    /// <summary>The rule's name for display; null if the constraint's name says all.</summary>
    string? Rule { get; }

    /// <summary>The guests it names, by index, ascending.</summary>
    ReadOnlySpan<int> Guests { get; }

    /// <summary>Violations now.</summary>
    long Violations { get; }

    /// <summary>Whether it is asked about whole units only: guests on their way between two places that keep it count as keeping it.</summary>
    bool HoldsOnTheWay { get; }

    /// <summary>Violations after all these moves together, minus now. Moves of guests that it does not name are to be passed over.</summary>
    long Change(ReadOnlySpan<Move> moves);

    /// <summary>Carries the moves out. Undoing commits the reverse moves in reverse order.</summary>
    void Commit(ReadOnlySpan<Move> moves);

    /// <summary>Why the guest may not be on the node, in one sentence; null if it may.</summary>
    string? Explain(int guest, int node);

    /// <summary>Asked once for a finished placement and once a planned unit: what cannot be answered in increments.</summary>
    bool Verify(out string? reason);
}
