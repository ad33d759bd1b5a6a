namespace ProxLB.Core.Optimization;

/// <summary>How many moves a search may evaluate, by the size of its problem.</summary>
internal static class SearchEffort
{
    private const long Fewest = 2_000_000;
    private const long PerPair = 400;
    private const long Most = 4_000_000_000;

    /// <summary>Rounds of perturbation are worth their time up to so many pairs of item and node.</summary>
    private const long PerturbedPairs = 4096;

    /// <summary>A proof is tried up to so many pairs of item and node.</summary>
    public const long ProvablePairs = 1000;

    private const int PerturbationRounds = 600;

    public static long Evaluations(PlacementProblem problem)
    {
        var pairs = (long)problem.Items.Length * problem.NodeCount;
        return (long)(Math.Clamp(pairs * PerPair, Fewest, Most) * problem.Options.SearchEffort);
    }

    /// <summary>Whether every pair of item and node may be scored exactly, again and again.</summary>
    public static bool IsSmall(PlacementProblem problem) =>
        (long)problem.Items.Length * problem.NodeCount <= PerturbedPairs * 8 * Math.Max(1, problem.Options.SearchEffort);

    public static int Rounds(PlacementProblem problem)
    {
        var pairs = (long)problem.Items.Length * problem.NodeCount;
        return pairs <= PerturbedPairs * Math.Max(1, problem.Options.SearchEffort)
            ? (int)Math.Min(int.MaxValue, PerturbationRounds * problem.Options.SearchEffort)
            : 0;
    }
}
