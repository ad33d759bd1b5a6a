namespace ProxLB.Benchmarks.Solver;

/// <summary>Whether the engine's spread is within 0.1 points of the least one.</summary>
internal enum SpreadVerdict
{
    /// <summary>It is: below 0.1 itself, or the solver proved that none is better by so much.</summary>
    Close,

    /// <summary>The solver found one that is better by more.</summary>
    Worse,

    /// <summary>The solver found none in its time, and no proof either.</summary>
    Open,
}
