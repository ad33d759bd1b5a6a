using ProxLB.Core.Cluster;
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

    /// <summary>On each pair of nodes two guests change places, and neither node has room for the third meanwhile; one guest fits on the node beside them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void Each_of_many_tight_swaps_is_a_unit_with_its_own_detour(int swaps)
    {
        var plan = new Balancer(ByCpu()).Plan(TightSwaps(swaps));

        Assert.Equal(0, plan.After.Spread["cpu"], 6);
        Assert.Equal((3 * swaps, swaps, swaps), (plan.Migrations.Count, plan.Migrations.Select(migration => migration.Unit).Distinct().Count(), plan.Migrations.Count(migration => migration.Detour)));
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(1, 3, 3)]
    [InlineData(2, 4, 4)]
    [InlineData(3, 8, 0)] // fewer than three swaps leave one node as busy as before
    [InlineData(3, 9, 9)]
    public void Each_leg_of_a_detour_counts_in_the_most_migrations(int swaps, int most, int planned)
    {
        var plan = new Balancer(ByCpu()).Plan(TightSwaps(swaps), new PlanRequest { MaxMigrations = most });

        Assert.Equal(planned, plan.Migrations.Count);
    }

    private static BalancerOptions ByCpu()
    {
        var options = new BalancerOptions();
        options.Goal.Methods = new(StringComparer.OrdinalIgnoreCase) { ["cpu"] = 1 };
        return options;
    }

    private static ClusterSnapshot TightSwaps(int swaps)
    {
        var builder = new ClusterBuilder().Node("beside").Guest(50, "beside", 30, 4, 30, 8).Ignore("stays", 50);
        for (var i = 0; i < swaps; i++)
        {
            var (busy, idle, id) = ($"busy{i:00}", $"idle{i:00}", 1000 + (10 * i));
            builder.Node(busy).Node(idle)
                .Guest(id, busy, 30, 4, 30, 7).Guest(id + 1, busy, 30, 4, 30, 7)
                .Guest(id + 2, idle, 30, 4, 30, 1).Guest(id + 3, idle, 30, 4, 30, 1);
        }

        return builder.Build();
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
