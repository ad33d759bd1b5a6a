using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>What lies exactly on a limit is within it.</summary>
public class LimitTests
{
    [Fact]
    public void A_node_may_be_filled_to_its_limit_and_not_a_byte_further()
    {
        Assert.Equal("b", Drained(free: 32).NodeOf(100));
        Assert.Equal(PlanStatus.Infeasible, Drained(free: 31.999).Plan.Status);
    }

    [Fact]
    public void A_node_at_its_limit_is_not_overloaded()
    {
        var full = new ClusterBuilder().Node("a", memoryGiB: 32).Node("b", memoryGiB: 32).Guests(100, 8, "a").Guests(200, 8, "b");

        Assert.Empty(Planned.For(full, Planned.Options(with: NoHeadroom)).Plan.Unsatisfied);
    }

    [Fact]
    public void A_floor_that_is_just_reached_counts()
    {
        Planned At(double floor) => Planned.For(
            new ClusterBuilder().Nodes(["a", "b"]).Guests(100, 8, "a"), Planned.Options(with: options => options.Goal.Floors["memory"] = floor));

        Assert.NotEmpty(At(50).Plan.Migrations);
        Assert.Equal((PlanStatus.Balanced, 0), (At(50.01).Plan.Status, At(50.01).Plan.Migrations.Count));
    }

    [Fact]
    public void A_spread_of_exactly_the_balanciness_is_balanced()
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).Guests(100, 8, "a").Guests(200, 4, "b");

        Assert.Equal(PlanStatus.Balanced, Planned.For(cluster, Planned.Options(balanciness: 25)).Plan.Status);
        Assert.NotEmpty(Planned.For(cluster, Planned.Options(balanciness: 24.9)).Plan.Migrations);
    }

    [Fact]
    public void A_plan_has_no_more_migrations_than_asked_for()
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(100, 12, "a");

        Assert.Equal(2, Planned.For(cluster, request: new PlanRequest { MaxMigrations = 2 }).Plan.Migrations.Count);
        Assert.Empty(Planned.For(cluster, request: new PlanRequest { MaxMigrations = 0 }).Plan.Migrations);
    }

    [Fact]
    public void Virtual_cpus_are_limited_by_the_cores_that_are_not_reserved()
    {
        var cluster = new ClusterBuilder().Node("a", cores: 8).Node("b", cores: 8).Guest(100, "a", cores: 4).Guests(200, 2, "b", cores: 4);

        Assert.Equal("b", Planned.For(cluster, Overcommitted(reserve: 2), Planned.Drain("a")).NodeOf(100));
        Assert.Equal("a", Planned.For(cluster, Overcommitted(reserve: 3), Planned.Drain("a")).NodeOf(100));
    }

    [Fact]
    public void A_node_has_its_own_reserve_or_the_common_one()
    {
        var options = Planned.Options(with: NoHeadroom);
        options.Measure.Reserve.MemoryBytes = ClusterBuilder.Bytes(40);
        options.Measure.ReserveByNode["b"] = new() { MemoryBytes = ClusterBuilder.Bytes(10) };
        var cluster = new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(100, "a", memoryGiB: 30).Build();

        Assert.Equal("b", Assert.Single(new Balancer(options).Plan(cluster, Planned.Drain("a")).Migrations).To);
    }

    private static BalancerOptions Overcommitted(double reserve)
    {
        var options = Planned.Options(with: used => used.Capacity.CpuOvercommit = 2);
        options.Measure.Reserve.CpuCores = reserve;
        return options;
    }

    private static Planned Drained(double free) => Planned.For(
        new ClusterBuilder().Node("a").Node("b", memoryGiB: 64).Guest(100, "a", memoryGiB: 32).Guest(200, "b", memoryGiB: 64 - free),
        Planned.Options(with: NoHeadroom),
        Planned.Drain("a"));

    private static void NoHeadroom(BalancerOptions options) => options.Capacity.MemoryHeadroomPercent = 0;
}
