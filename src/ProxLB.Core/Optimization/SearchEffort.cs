namespace ProxLB.Core.Optimization;

/// <summary>How much a search may do, by the size of its problem: the number of pairs of item and node.</summary>
internal static class SearchEffort
{
    /// <summary>A proof is tried up to so many pairs.</summary>
    private const long ProvablePairs = 1000;

    private const long Fewest = 2_000_000;
    private const long PerPair = 400;
    private const long Most = 4_000_000_000;

    /// <summary>Every pair is scored exactly, again and again, up to so many pairs.</summary>
    private const long SmallPairs = 32_768;

    /// <summary>Rounds of perturbation are worth their time up to so many pairs.</summary>
    private const long PerturbedPairs = 4096;

    private const int PerturbationRounds = 20_000;

    /// <summary>Evaluations of all rounds of perturbation together, per pair, and at most.</summary>
    private const long PerturbationPerPair = 40_000;

    private const long MostPerturbation = 16_000_000;

    /// <summary>Rounds without a better placement that end the search: per pair, at least and at most.</summary>
    private const long FailuresPerPair = 20;

    private const long FewestFailures = 1000;

    private const long MostFailures = 10_000;

    /// <summary>Of all searches of a run together: each is allowed half as much perturbation as the one before.</summary>
    public static long Evaluations(PlacementProblem problem) =>
        (long)(Math.Clamp(Pairs(problem) * PerPair, Fewest, Most) * Math.Max(1, problem.Options.SearchEffort)) + (2 * PerturbationEvaluations(problem, 0));

    public static bool IsSmall(PlacementProblem problem) =>
        Pairs(problem) <= SmallPairs * Math.Max(1, problem.Options.SearchEffort);

    public static bool IsProvable(PlacementProblem problem) => Pairs(problem) <= ProvablePairs;

    public static int Rounds(PlacementProblem problem) =>
        Pairs(problem) <= PerturbedPairs * Math.Max(1, problem.Options.SearchEffort)
            ? (int)Math.Min(int.MaxValue, PerturbationRounds * problem.Options.SearchEffort)
            : 0;

    /// <param name="problem">The problem.</param>
    /// <param name="search">How many searches of the run went before, because what they found could not be reached.</param>
    public static long PerturbationEvaluations(PlacementProblem problem, int search) =>
        (long)(Math.Min(MostPerturbation, Pairs(problem) * PerturbationPerPair) * problem.Options.SearchEffort) >> search;

    public static long PerturbationFailures(PlacementProblem problem) =>
        (long)(Math.Clamp(Pairs(problem) * FailuresPerPair, FewestFailures, MostFailures) * problem.Options.SearchEffort);

    private static long Pairs(PlacementProblem problem) => (long)problem.Items.Length * problem.NodeCount;
}
