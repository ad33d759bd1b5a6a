using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.TestKit;

/// <summary>Good strategies pass; each way to break the contract is found and named.</summary>
public class StrategyTesterTests
{
    private static readonly ClusterSnapshot Cluster = new ClusterBuilder().Nodes(["a", "b"]).Guests(100, 3, "a").Build();

    private static readonly LoadDimension Good = new()
    {
        Name = "watts",
        Unit = "W",
        Capacity = new long[] { 500, 500 },
        Demand = new long[] { 20, 30, 40 },
    };

    [Fact]
    public void Built_in_strategies_keep_the_contract()
    {
        var cluster = ClusterGenerator.Create(new GeneratedCluster { Nodes = 5, Guests = 40 });

        Assert.All(BuiltIn.Strategies(new BalancerOptions()), strategy => StrategyTester.Verify(strategy, cluster));
    }

    [Fact]
    public void Lengths_of_the_wrong_list_are_found()
    {
        AssertFound("has 3 figures of capacity for 2 nodes", Good with { Capacity = new long[] { 1, 2, 3 } });
        AssertFound("has 2 figures of demand for 3 guests", Good with { Demand = new long[] { 1, 2 } });
        AssertFound("has 1 figures of base for 2 nodes", Good with { Base = new long[] { 1 } });
        AssertFound("has 1 figures of limit for 2 nodes", Good with { Limit = new long[] { 1 } });
    }

    [Fact]
    public void Figures_out_of_range_are_found()
    {
        AssertFound("the demand of guest 101 is -1", Good with { Demand = new long[] { 1, -1, 1 } });
        AssertFound("the capacity of node b is 4503599627370497", Good with { Capacity = new[] { 1, (1L << 52) + 1 } });
        AssertFound("the limit of node a is -5", Good with { Limit = new long[] { -5, LoadDimension.Unlimited } });
    }

    [Fact]
    public void Missing_names_and_units_are_found()
    {
        AssertFound("has no unit", Good with { Unit = "" });
        AssertFound("has no name", Good with { Name = " " });
        AssertFound("Name is empty", new Speaking(_ => LoadModel.Of(Good)) { Name = "" });
        AssertFound("a warning is empty", new Speaking(_ => LoadModel.Of(Good) with { Warnings = [""] }));
        AssertFound("there is no dimension", new Speaking(_ => new LoadModel { Dimensions = [] }));
        AssertFound("2 dimensions are named 'watts'", new Speaking(_ => new LoadModel { Dimensions = [Good, Good with { Name = "Watts" }] }));
    }

    [Fact]
    public void A_second_measurement_that_differs_is_found()
    {
        var times = 0;
        AssertFound("a second measurement differs", new Speaking(_ => LoadModel.Of(Good with { Demand = new long[] { times++, 1, 1 } })));
    }

    [Fact]
    public void A_strategy_that_needs_guests_or_figures_is_found()
    {
        AssertFound("Measuring the cluster without guests throws", new Speaking(cluster => Counted(cluster, cluster.Guests.Max(guest => guest.Id))));
        AssertFound("all figures unknown throws", new Speaking(cluster => Counted(cluster, cluster.Guests.Sum(guest => guest.MemoryBytes!.Value))));
    }

    private static LoadModel Counted(ClusterSnapshot cluster, double demand) => LoadModel.Of(LoadDimension.Measure(cluster, "counted", "1", _ => demand * 10, _ => demand));

    private static void AssertFound(string words, LoadDimension dimension) => AssertFound(words, new Speaking(_ => LoadModel.Of(dimension)));

    private static void AssertFound(string words, IBalancingStrategy strategy)
    {
        var found = Assert.Throws<ContractViolationException>(() => StrategyTester.Verify(strategy, Cluster));
        Assert.Contains(found.Violations, violation => violation.Contains(words, StringComparison.Ordinal));
    }

    private sealed class Speaking(Func<ClusterSnapshot, LoadModel> measure) : IBalancingStrategy
    {
        public string Name { get; init; } = "speaking";

        public LoadModel Measure(ClusterSnapshot cluster) => measure(cluster);
    }
}
