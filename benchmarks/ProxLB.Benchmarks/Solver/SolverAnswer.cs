namespace ProxLB.Benchmarks.Solver;

/// <summary>What the exact solver found.</summary>
/// <param name="Proven">Whether it came to an end: its placement is the best, or there is none; otherwise the time ran out.</param>
/// <param name="Objective">The value of its placement; not a number if it found none.</param>
/// <param name="Bound">No placement is below this.</param>
/// <param name="Place">By guest: its node; empty if it found none.</param>
internal sealed record SolverAnswer(bool Proven, double Objective, double Bound, int[] Place)
{
    public bool Found => Place.Length > 0;
}
