using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Properties;

/// <summary>The sweep over candidate targets: the same with SIMD and without, and free of garbage.</summary>
public class SweepTests
{
    private const int Candidates = 10_000;

    /// <summary>The sweep subtracts a node's present term first, its twin last: the last digits may differ.</summary>
    private const double Rounding = 1e-14;

    [Fact]
    public void Sweep_equals_its_scalar_twin() => Scenario.Check(Scenario.Generated, 60, scenario =>
    {
        var problem = scenario.Compile();
        var guide = Guide(problem);
        var demand = new double[guide.Rows];
        foreach (var item in problem.Items)
        {
            guide.Demand(item, demand);
            var home = problem.Start[item.Guests[0]];
            foreach (var except in new[] { home, -1, 0 })
            {
                var node = guide.BestTarget(demand, item.Allowed, except, out var change);
                var scalar = guide.ScalarBestTarget(demand, item.Allowed, except, out var scalarChange);
                Assert.True(
                    scalar == node ? scalar < 0 || Math.Abs(scalarChange - change) < Rounding : Math.Abs(scalarChange - change) < Rounding && Math.Min(scalar, node) >= 0,
                    $"{node} at {change}, scalar {scalar} at {scalarChange}");
            }
        }
    });

    [Fact]
    public void Ten_thousand_candidate_moves_allocate_nothing()
    {
        var scenario = Cluster();
        var problem = scenario.Compile();
        var placement = new WorkingPlacement(problem);
        var guide = Guide(problem);
        var demand = new double[guide.Rows];
        Score(problem, placement, guide, demand, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var scored = Score(problem, placement, guide, demand, Candidates);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(scored, 1, Candidates);
    }

    private static int Score(PlacementProblem problem, WorkingPlacement placement, LoadGuide guide, double[] demand, int count)
    {
        var scored = 0;
        for (var i = 0; i < count; i++)
        {
            var item = problem.Items[i % problem.Items.Length];
            var guest = item.Guests[0];
            var node = (placement.Place[guest] + 1 + (i % (problem.NodeCount - 1))) % problem.NodeCount;
            scored += placement.TryScore(new Move(guest, placement.Place[guest], node), out _) ? 1 : 0;
            guide.Demand(item, demand);
            guide.BestTarget(demand, item.Allowed, placement.Place[guest], out _);
        }

        return scored;
    }

    private static LoadGuide Guide(PlacementProblem problem)
    {
        var placement = new WorkingPlacement(problem);
        var guide = new LoadGuide(problem, usePriorities: false);
        for (var d = 0; d < guide.Dimensions; d++)
        {
            guide.SetWindow(d, problem.Dimensions[d].TrueMean - 0.02, problem.Dimensions[d].TrueMean + 0.02);
        }

        guide.Load(placement);
        return guide;
    }

    private static Scenario Cluster()
    {
        var options = new Core.Planning.BalancerOptions
        {
            Goal = { Methods = new(StringComparer.OrdinalIgnoreCase) { ["memory"] = 1, ["cpu"] = 1, ["disk"] = 1 } },
            Capacity = { CpuOvercommit = 4 },
        };
        return new Scenario(ClusterGenerator.Create(new GeneratedCluster { RuleShare = 0.3 }), options, new Core.Planning.PlanRequest(), "12 x 240");
    }
}
