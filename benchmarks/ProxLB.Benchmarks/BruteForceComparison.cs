using ProxLB.Reference;

namespace ProxLB.Benchmarks;

/// <summary>Compares the engine with enumeration over seeded problems of up to 5 nodes and 10 guests: the same score, proven, and legal at every moment.</summary>
internal static class BruteForceComparison
{
    /// <param name="output">Where each difference goes, and the sum.</param>
    /// <param name="count">How many problems, one a seed.</param>
    /// <param name="first">The first seed.</param>
    /// <returns>How many plans were worse, not proven, or not legal.</returns>
    public static int Run(TextWriter output, int count, int first)
    {
        var wrong = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            if (BruteForce.Difference(seed) is { } difference)
            {
                wrong++;
                output.WriteLine(difference);
            }
        }

        output.WriteLine($"{count} problems from seed {first}: {count - wrong} plans as good as the best by enumeration, proven and legal; {wrong} not.");
        return wrong;
    }
}
