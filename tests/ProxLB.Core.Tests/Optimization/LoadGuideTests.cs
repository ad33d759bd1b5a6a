using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.Core.Tests.Properties;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

public class LoadGuideTests
{
    /// <summary>Below its floor a dimension has a window with no lower end; a node without a disk once stood in the middle of it, at minus infinity.</summary>
    [Fact]
    public void A_node_that_does_not_count_in_a_dimension_below_its_floor_is_a_target_like_any_other()
    {
        var cluster = new ClusterBuilder()
            .Nodes(["a", "b"], with: node => node with { DiskBytes = 100 * ClusterBuilder.GiB, DiskUsedBytes = 0 }).Node("c")
            .Guests(100, 8, "a").Guests(200, 8, "b");
        var options = Planned.Options(with: o => o.Goal.Floors["disk"] = 50, methods: ["memory", "disk"]);
        var problem = new Scenario(cluster.Build(), options, new PlanRequest(), "").Compile();
        var state = new SearchState(problem, new SearchBudget(long.MaxValue, RunLimit.None), problem.Order);
        SearchWindow.Set(state, 0.5);

        var best = state.Guide.BestTarget(state.DemandOf(0), problem.Items[0].Allowed, problem.Items[0].Everywhere, state.NodeOf[0], out var change);

        Assert.Equal(2, best);
        Assert.True(change < 0, $"{change}");
        Assert.All(Enumerable.Range(0, problem.NodeCount), node => Assert.True(double.IsFinite(state.Guide.TermOf(node))));
    }
}
