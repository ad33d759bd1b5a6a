namespace ProxLB.Core.Optimization;

/// <summary>Bounds a search: by evaluated moves, so that it is repeatable, and by the limit of its run as a safety net.</summary>
internal sealed class SearchBudget(long moves, RunLimit limit)
{
    private const long LookEvery = 8192;

    private long _nextLook = LookEvery;

    public long Spent { get; private set; }

    public long Moves { get; } = moves;

    /// <summary>Whether time or cancellation ended the search; then its result need not be repeatable.</summary>
    public bool Interrupted => limit.Interrupted;

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
        return limit.Look();
    }
}
