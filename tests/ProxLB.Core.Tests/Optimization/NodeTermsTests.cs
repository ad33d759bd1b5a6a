using ProxLB.Core.Optimization;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>The terms of one node.</summary>
public class NodeTermsTests
{
    [Fact]
    public void Utilisation_is_load_over_capacity()
    {
        Assert.Equal(0, NodeTerms.Ticks(0, 64));
        Assert.Equal(250_000_000, NodeTerms.Ticks(16, 64));
        Assert.Equal(2_000_000_000, NodeTerms.Ticks(128, 64));
    }

    [Fact]
    public void Imbalance_is_the_square_of_the_distance_to_the_mean()
    {
        var dimension = Dimension(mean: 0.5, scale: 1000);

        Assert.Equal(0, NodeTerms.Imbalance(dimension, 50, 100));
        Assert.Equal(40, NodeTerms.Imbalance(dimension, 70, 100));
        Assert.Equal(40, NodeTerms.Imbalance(dimension, 30, 100));
        Assert.Equal(160, NodeTerms.Imbalance(dimension, 90, 100));
    }

    [Fact]
    public void Overload_begins_above_the_limit_and_counts_in_millionths_of_it()
    {
        Assert.Equal(0, NodeTerms.Overload(99, 100));
        Assert.Equal(0, NodeTerms.Overload(100, 100));
        Assert.Equal(10_000, NodeTerms.Overload(101, 100));
        Assert.Equal(1_000_000, NodeTerms.Overload(200, 100));
    }

    [Fact]
    public void The_least_excess_counts_and_the_largest_does_not_overflow()
    {
        Assert.Equal(1, NodeTerms.Overload((1L << 50) + 1, 1L << 50));
        Assert.InRange(NodeTerms.Overload(1L << 52, 0), 1, (long)1e15);
    }

    internal static BalancedDimension Dimension(double mean = 0, double scale = 1, long[]? capacity = null) => new()
    {
        Name = "memory",
        Row = 0,
        PriorityRow = 0,
        Capacity = capacity ?? [100],
        Weight = 1,
        WeightSteps = 1,
        Balanciness = 0,
        Floor = 0,
        CountingNodes = 1,
        Mean = mean,
        ImbalanceScale = scale,
    };
}
