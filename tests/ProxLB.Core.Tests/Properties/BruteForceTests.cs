using ProxLB.Reference;

namespace ProxLB.Core.Tests.Properties;

/// <summary>Plans of small problems against enumeration: the same score, and legal at every moment. The benchmark project looks at a thousand.</summary>
public class BruteForceTests
{
    private const int Problems = 100;

    [Fact]
    public void Plans_of_a_hundred_problems_are_as_good_as_brute_force()
    {
        var wrong = Enumerable.Range(1, Problems).Select(BruteForce.Difference).Where(d => d is not null).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Problems}:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }
}
