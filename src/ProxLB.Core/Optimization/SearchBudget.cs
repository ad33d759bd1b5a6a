namespace ProxLB.Core.Optimization;

/// <summary>Bounds a search: by evaluated moves, so that it is repeatable, and by time and cancellation as a safety net.</summary>
internal sealed class SearchBudget(long moves, long? deadline, TimeProvider time, CancellationToken cancellation)
{
    private const long LookEvery = 8192;

    private long _nextLook = LookEvery;

    public long Spent { get; private set; }

    public long Moves { get; } = moves;

    /// <summary>Whether time or cancellation ended the search; then its result need not be repeatable.</summary>
    public bool TimedOut { get; private set; }

    public bool Cancelled { get; private set; }

    public bool Interrupted => TimedOut || Cancelled;

    public bool Exhausted => Interrupted || Spent >= Moves;

    public void Spend(long evaluated)
    {
        Spent += evaluated;
        if (Spent >= _nextLook)
        {
            Look();
        }
    }

    public bool Look()
    {
        _nextLook = Spent + LookEvery;
        Cancelled |= cancellation.IsCancellationRequested;
        TimedOut |= deadline is { } end && time.GetTimestamp() >= end;
        return Interrupted;
    }
}
