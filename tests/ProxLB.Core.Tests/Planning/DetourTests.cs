using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Planning;

/// <summary>Guests that have to change places and may not meet on the way.</summary>
public class DetourTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(1000)]
    public void Two_that_stay_apart_change_places_by_one_detour_however_many_nodes_there_are(int nodes)
    {
        var problem = Problem(new ClusterBuilder()
            .Nodes(Enumerable.Range(1, nodes).Select(Node))
            .Guest(101, Node(1))
            .Guest(102, Node(2))
            .AntiAffinity("apart", 101, 102));

        var reached = new Sequencer(problem).TryOrder([1, 0], out var steps);

        Assert.True(reached);
        Assert.Equal(3, steps.Count);
        Assert.Single(steps, step => step.Detour);
        Assert.Single(steps.Select(step => step.Unit).Distinct());
    }

    [Fact]
    public void With_no_third_node_they_stay_where_they_are()
    {
        var problem = Problem(new ClusterBuilder().Nodes([Node(1), Node(2)]).Guest(101, Node(1)).Guest(102, Node(2)).AntiAffinity("apart", 101, 102));

        Assert.False(new Sequencer(problem).TryOrder([1, 0], out var steps));
        Assert.Empty(steps);
    }

    private static PlacementProblem Problem(ClusterBuilder cluster)
    {
        var options = new BalancerOptions();
        return ProblemCompiler.Compile(new CompileInput
        {
            Cluster = cluster.Build(),
            Options = options.Goal,
            Measure = options.Measure,
            Rules = options.Rules,
            Nodes = options.Nodes,
            Goal = options.Goal.Goal,
            Strategies = [.. BuiltIn.Strategies(options)],
            Constraints = [.. BuiltIn.Constraints(options, new PlanRequest(), options.Goal.Goal)],
        }).Problem;
    }

    private static string Node(int number) => $"pve{number:0000}";
}
