using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>What the search asks of each candidate: may it be, and what is it worth.</summary>
public class TryScoreTests
{
    private const int A = 0;
    private const int B = 1;

    [Fact]
    public void A_move_may_fill_a_node_exactly_and_not_further()
    {
        var exact = Placement(new ClusterBuilder().Node("a").Node("b", memoryGiB: 32).Guest(100, "a", memoryGiB: 32));
        var over = Placement(new ClusterBuilder().Node("a").Node("b", memoryGiB: 32).Guest(100, "a", memoryGiB: 33));

        Assert.True(exact.TryScore(new Move(0, A, B), out _));
        Assert.False(over.TryScore(new Move(0, A, B), out _));
    }

    [Fact]
    public void No_rule_is_broken_further_though_others_gain_more()
    {
        // Two rules would hold if 100 left its node, and a third one would no longer.
        var placement = Placement(new ClusterBuilder().Nodes(["a", "b"])
            .Guests(100, 3, "a").Guest(200, "b")
            .AntiAffinity("first", 100, 101).AntiAffinity("second", 100, 102).AntiAffinity("third", 100, 200));

        Assert.Equal(2, placement.Score.Violations);
        Assert.False(placement.TryScore(new Move(0, A, B), out _));
        Assert.True(placement.TryScore([new Move(0, A, B), new Move(3, B, A)], out var both));
        Assert.Equal(0, both.Violations);
    }

    [Fact]
    public void A_preferred_rule_counts_with_its_weight()
    {
        var placement = Placement(new ClusterBuilder().Nodes(["a", "b"]).Guests(100, 2, "a")
            .Rule(RuleType.AntiAffinity, "apart", [100, 101], rule => rule with { Required = false, Weight = 3 }));
        var start = placement.Score.Preferred;
        var move = new Move(0, A, B);

        Assert.True(placement.TryScore(move, out var scored));
        placement.Commit(move);

        Assert.True(start > 0);
        Assert.Equal(0, scored.Preferred);
        Assert.Equal(scored, placement.Score);
        Assert.True(placement.TryScore(move.Reversed, out var back));
        Assert.Equal(start, back.Preferred);
    }

    private static WorkingPlacement Placement(ClusterBuilder cluster) => new(SmallProblem.Of(cluster));
}
