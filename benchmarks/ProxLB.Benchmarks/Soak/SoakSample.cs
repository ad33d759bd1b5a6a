namespace ProxLB.Benchmarks.Soak;

/// <summary>The cluster at one hour of a soak.</summary>
/// <param name="At">When.</param>
/// <param name="MemorySpread">Highest minus lowest memory utilisation of the nodes in use, in percentage points.</param>
/// <param name="Moved">Guests moved so far.</param>
/// <param name="Failed">Migrations that failed so far.</param>
/// <param name="BrokenRules">Required rules and capacities that are broken at this moment, in guests that would have to move.</param>
/// <param name="HeapBytes">The managed heap after a collection; 0: not measured at this hour.</param>
/// <param name="Incident">What disturbs the cluster at this hour; null: nothing.</param>
internal sealed record SoakSample(DateTimeOffset At, double MemorySpread, int Moved, int Failed, int BrokenRules, long HeapBytes, string? Incident);
