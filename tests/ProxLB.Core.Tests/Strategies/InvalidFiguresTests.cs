using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Strategies;

/// <summary>Figures that nothing can be planned with are refused with the name of what they belong to.</summary>
public class InvalidFiguresTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(1e30)]
    public void Custom_strategy_is_refused_with_its_dimension_and_the_node_or_guest(double value)
    {
        AssertRefused(new FigureStrategy(capacity: n => n.Name == "n2" ? value : 1), "network", "node n2", "capacity");
        AssertRefused(new FigureStrategy(demand: g => g.Id == 102 ? value : 1), "network", "guest 102", "demand");
        AssertRefused(new FigureStrategy(hostLoad: n => n.Name == "n1" ? value : 1), "network", "node n1", "base load");
        AssertRefused(new FigureStrategy(limit: n => n.Name == "n2" ? value : 1), "network", "node n2", "limit");
    }

    [Theory]
    [InlineData(3e6)]
    [InlineData(3.5e9)]
    public void A_strategy_whose_demands_have_another_unit_than_its_capacities_is_refused_with_the_node(double demand)
    {
        var options = new BalancerOptions();
        options.Goal.Methods["network"] = 1;

        var failure = Assert.Throws<InvalidClusterException>(() => new Balancer(options, [new FigureStrategy(capacity: _ => 1000, demand: _ => demand)]).Plan(Cluster().Build()));

        Assert.All(["network", "node n1", "unit"], part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(1e16)]
    public void A_rule_whose_weight_no_score_can_hold_is_refused_with_its_name(double weight)
    {
        var options = new BalancerOptions();
        options.Rules.Rules.Add(new() { Type = RuleType.AntiAffinity, Name = "tenants", Guests = ["101"], OtherGuests = ["102"], Required = false, Weight = weight });

        var failure = Assert.Throws<InvalidOptionsException>(() => new Balancer(options));

        Assert.Contains("'tenants' has the weight", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_integers_of_a_custom_strategy_are_checked_as_well()
    {
        var dimension = new LoadDimension { Name = "raw", Unit = "unit", Capacity = new long[] { 1, 1 }, Demand = new long[] { 0, -5 } };

        AssertRefused(new RawStrategy(dimension), "raw", "guest 102", "-5");
        AssertRefused(new RawStrategy(dimension with { Demand = new long[] { 0, 1L << 60 } }), "raw", "guest 102");
        AssertRefused(new RawStrategy(dimension with { Demand = new long[] { 0, 0 }, Capacity = new long[] { 1, -1 } }), "raw", "node n2");
        AssertRefused(new RawStrategy(dimension with { Demand = new long[] { 0 } }), "raw", "1 demands for 2 guests");
    }

    [Fact]
    public void Two_strategies_for_one_dimension_are_named()
    {
        var failure = Assert.Throws<InvalidClusterException>(() => new Balancer(strategies: [new FigureStrategy("one"), new FigureStrategy("two")]).Plan(Cluster().Build()));

        Assert.All(["one", "two", "network"], name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Sizes_in_facts_are_refused_with_the_node_or_guest(long bytes)
    {
        AssertRefused(Cluster().Guest(103, "n1", with: g => g with { MemoryUsedBytes = bytes }), "guest 103");
        AssertRefused(Cluster().Guest(103, "n1", with: g => g with { MemoryBytes = bytes, MemoryUsedBytes = null }), "guest 103");
        AssertRefused(Cluster().LocalStorage("local", ("n1", 10), ("n2", 10)).Guest(103, "n1", with: g => g with { Disks = [new GuestDisk("local", bytes)] }), "guest 103");
        AssertRefused(Cluster().Node("n3", with: n => n with { MemoryBytes = bytes }), "node n3");
        AssertRefused(Cluster().Node("n3", with: n => n with { MemoryUsedBytes = bytes }), "node n3");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(1e30)]
    public void Cores_in_facts_are_refused_with_the_node_or_guest(double cores)
    {
        AssertRefused(Cluster().Guest(103, "n1", with: g => g with { CpuUsed = cores }), "guest 103");
        AssertRefused(Cluster().Guest(103, "n1", with: g => g with { CpuCores = cores, CpuUsed = null }), "guest 103");
        AssertRefused(Cluster().Node("n3", with: n => n with { CpuCores = cores }), "node n3");
        AssertRefused(Cluster().Node("n3", with: n => n with { CpuUsed = cores }), "node n3");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(101)]
    public void Pressure_in_facts_is_refused_with_the_node_or_guest(double percent)
    {
        static BalancerOptions Pressed() => new() { Measure = { Mode = MeasureMode.Psi } };
        AssertRefused(Cluster().Node("n3", with: n => n with { Pressure = new PressureFigures { MemorySome = percent } }), "node n3", Pressed());
        AssertRefused(
            Cluster().Guest(103, "n1", with: g => g with { Pressure = new PressureFigures { MemorySome = percent } }), "guest 103", Pressed());
    }

    [Fact]
    public void Guest_on_a_node_that_is_not_there_is_named() => AssertRefused(Cluster().Guest(103, "gone"), "103");

    private static ClusterBuilder Cluster() => new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1").Guest(102, "n2");

    private static void AssertRefused(ClusterBuilder cluster, string name, BalancerOptions? options = null)
    {
        var failure = Assert.Throws<InvalidClusterException>(() => new Balancer(options).Plan(cluster.Build()));
        Assert.Contains(name, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertRefused(IBalancingStrategy strategy, params string[] names)
    {
        var failure = Assert.Throws<InvalidClusterException>(() => new Balancer(strategies: [strategy]).Plan(Cluster().Build()));
        Assert.All(names, name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    private sealed class FigureStrategy(
        string name = "figures",
        Func<ClusterNode, double>? capacity = null,
        Func<Guest, double>? demand = null,
        Func<ClusterNode, double>? hostLoad = null,
        Func<ClusterNode, double?>? limit = null) : IBalancingStrategy
    {
        public string Name => name;

        public LoadModel Measure(ClusterSnapshot cluster) =>
            LoadModel.Of(LoadDimension.Measure(cluster, "network", "byte", capacity ?? (_ => 1), demand ?? (_ => 1), hostLoad, limit));
    }

    private sealed class RawStrategy(LoadDimension dimension) : IBalancingStrategy
    {
        public string Name => "raw";

        public LoadModel Measure(ClusterSnapshot cluster) => LoadModel.Of(dimension);
    }
}
