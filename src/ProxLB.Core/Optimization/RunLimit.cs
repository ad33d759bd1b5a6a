namespace ProxLB.Core.Optimization;

/// <summary>When one planning run has to end, however many searches it makes: after its time, or when its caller asks for it. What it once was ended by stays.</summary>
internal sealed class RunLimit(TimeProvider time, TimeSpan budget, CancellationToken cancellation)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>No time limit, and nobody who could cancel.</summary>
    public static RunLimit None => new(TimeProvider.System, TimeSpan.MaxValue, CancellationToken.None);

    /// <summary>Whether time or cancellation ended the search; then its result need not be repeatable.</summary>
    public bool Interrupted => TimedOut || Cancelled;

    public bool TimedOut { get; private set; }

    public bool Cancelled { get; private set; }

    /// <returns>Whether it has to end.</returns>
    public bool Look()
    {
        Cancelled |= cancellation.IsCancellationRequested;
        TimedOut |= time.GetElapsedTime(_begun) >= budget;
        return Interrupted;
    }
}
