using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Properties;

/// <summary>The sweep over candidate targets: the same with SIMD and without, the best there is but for rounding, and free of garbage.</summary>
public class SweepTests
{
    private const int Candidates = 10_000;

    /// <summary>The sweep ranks in single precision: what it finds is the best but for this.</summary>
    private const double Rounding = 1e-6;

    [Fact]
    public void Sweep_finds_the_best_target_that_fits() => Scenario.Check(Scenario.Generated, 60, scenario =>
    {
        var problem = scenario.Compile();
        var guide = Guide(problem);
        var demand = new double[guide.Rows];
        foreach (var item in problem.Items)
        {
            guide.Demand(item, demand);
            foreach (var except in new[] { problem.Start[item.Guests[0]], -1, 0 })
            {
                var least = double.PositiveInfinity;
                for (var n = item.Allowed.Next(-1); n >= 0; n = item.Allowed.Next(n))
                {
                    least = n != except && guide.Fits(n, demand, default) ? Math.Min(least, guide.Arrive(n, demand)) : least;
                }

                var node = guide.BestTarget(demand, item.Allowed, item.Everywhere, except, out var change);

                Assert.Equal(double.IsFinite(least), node >= 0);
                Assert.True(node < 0 || (item.Allowed.Contains(node) && node != except && guide.Fits(node, demand, default)), $"{node} is not open");
                Assert.True(node < 0 || change <= least + Rounding, $"{node} at {change}, but there is {least}");
            }
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(61)]
    [InlineData(200)]
    public void Sweep_equals_its_twin_without_simd(int nodes)
    {
        var random = new Random(nodes);
        for (var round = 0; round < 200; round++)
        {
            var sweep = new TargetSweep(nodes, dimensions: 3, limits: 2);
            var held = Enumerable.Range(0, nodes).ToArray();
            if (round % 2 == 0)
            {
                random.Shuffle(held);
                held = held[..random.Next(nodes + 1)];
            }

            Fill(sweep, held, random);
            var allowed = new NodeSet(nodes);
            foreach (var node in Enumerable.Range(0, nodes).Where(_ => random.Next(3) > 0))
            {
                allowed.Add(node);
            }

            var all = new NodeSet(nodes);
            Array.ForEach(held, all.Add);
            float[] demand = [.. Enumerable.Range(0, 5).Select(_ => random.NextSingle())];
            var except = random.Next(-1, nodes);

            Assert.Equal(sweep.BestOneByOne(demand, allowed, except), sweep.Best(demand, allowed, everywhere: false, except));
            Assert.Equal(sweep.BestOneByOne(demand, all, except), sweep.Best(demand, all, everywhere: true, except));
        }
    }

    private static void Fill(TargetSweep sweep, int[] nodes, Random random)
    {
        sweep.Hold(nodes);
        for (var d = 0; d < 3; d++)
        {
            sweep.SetWindow(d, 0.4, 0.5);
        }

        foreach (var node in nodes)
        {
            for (var d = 0; d < 3; d++)
            {
                // Few values, so that equals are common.
                sweep.SetLoad(node, d, random.Next(4) / 4.0, random.Next(2) / 2.0);
            }

            sweep.SetSlack(node, 0, random.NextDouble() * 2);
            sweep.SetSlack(node, 1, random.NextDouble() * 2);
            sweep.SetTerm(node, random.Next(3) / 8.0);
        }
    }

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
            guide.BestTarget(demand, item.Allowed, item.Everywhere, placement.Place[guest], out _);
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
