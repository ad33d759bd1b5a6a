using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Behaviours;

public class CapacityBehaviourTests
{
    [Fact]
    public void K01_guests_that_exceed_a_node_are_never_put_together_on_it()
    {
        var planned = Planned.For(
            new ClusterBuilder().Node("n1").Node("n2", 61.2).Guest(101, "n1", 40).Guest(102, "n1", 30), request: Planned.Drain("n1"));

        Assert.Single(planned.Moved);
        Assert.Equal(PlanStatus.Partial, planned.Plan.Status);
        Assert.Contains(planned.Plan.Unsatisfied, u => u.Required && u.Reason.Contains("n2", StringComparison.Ordinal));
    }

    [Fact]
    public void K02_heterogeneous_no_small_node_exceeds_its_limit_though_percents_would_be_even()
    {
        var planned = Planned.For(
            new ClusterBuilder().Node("big", 768).Node("small", 256).Guest(100, "big", 150, tags: "plb_pin_big").Guests(101, 8, "big", 100, with: g => g with { MemoryUsedBytes = 12 * ClusterBuilder.GiB }),
            Planned.Options(BalancingGoal.Best, with: o => o.Capacity.Overprovisioning = false));

        Assert.Equal(2, planned.On("small").Count());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void K03_overprovisioning_switch_is_read(bool overprovisioning, int moves)
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"]).Guest(101, "n1", 30, usedGiB: 10).Guest(102, "n1", 30, usedGiB: 10).Guest(201, "n2", 60, usedGiB: 1),
            Planned.Options(with: o => o.Capacity.Overprovisioning = overprovisioning));

        Assert.Equal(moves, planned.Plan.Migrations.Count);
    }

    [Fact]
    public void K04_reserve_is_kept_free()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2"], 16).Guests(101, 4, "n1", 3.5),
            Planned.Options(with: o =>
            {
                o.Measure.Reserve = new ResourceReserve { MemoryBytes = 4 * ClusterBuilder.GiB };
                o.Capacity.MemoryHeadroomPercent = 0;
            }),
            Planned.Drain("n1"));

        Assert.Equal(10.5, planned.GiBOn("n2"));
        Assert.Single(planned.On("n1"));
    }

    [Fact]
    public void K05_guest_with_more_virtual_cpus_than_cores_is_no_candidate_and_where_it_is_it_stays()
    {
        var planned = Planned.For(new ClusterBuilder().Node("n1").Node("small", cores: 4).Guest(101, "n1", 30, 8).Guest(102, "small", 2, 8));

        Assert.DoesNotContain(101, planned.Moved);
        Assert.DoesNotContain(102, planned.Moved);
    }

    [Fact]
    public void K06_guest_in_flight_counts_on_its_target_and_on_its_source()
    {
        var cluster = new ClusterBuilder().Nodes(["n1", "n2", "n3"])
            .Guest(101, "n2", 40, with: g => g with { MigratingTo = "n3" }).Guest(102, "n1", 24).Guest(103, "n1", 24).Build();

        var planned = Planned.For(cluster, request: Planned.Drain("n1"));

        Assert.DoesNotContain(101, planned.Moved);
        Assert.Equal(40.0 / 64, planned.Plan.Before.Nodes.Single(n => n.Name == "n2").Utilisation["memory"], 6);
        Assert.Equal(40.0 / 64, planned.Plan.Before.Nodes.Single(n => n.Name == "n3").Utilisation["memory"], 6);
        Assert.Empty(planned.Moved);
    }

    [Fact]
    public void K06_guest_in_flight_keeps_its_rivals_off_its_target()
    {
        var planned = Planned.For(new ClusterBuilder().Nodes(["n1", "n2", "n3", "n4"])
            .Guest(101, "n2", with: g => g with { MigratingTo = "n3" }).Guest(102, "n1").Guest(401, "n4", 40).AntiAffinity("apart", 101, 102),
            request: Planned.Drain("n1"));

        Assert.Equal("n4", planned.NodeOf(102));
    }

    [Fact]
    public void K07_fail_closed_a_search_cut_short_returns_no_unchecked_step()
    {
        var cluster = ClusterGenerator.Create(new GeneratedCluster { Nodes = 6, Guests = 90 });
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var options = new BalancerOptions();

        var plan = new Balancer(options).Plan(cluster, cancellationToken: cancelled.Token);

        Assert.Equal(StopReason.Cancelled, plan.StoppedBy);
        Properties.PlanAssert.IsSound(new(cluster, options, new PlanRequest()), plan);
    }

    [Fact]
    public void K08_drain_overflow_is_a_partial_plan_with_reasons_and_not_all_go_to_one_node()
    {
        var planned = Planned.For(
            new ClusterBuilder().Nodes(["n1", "n2", "n3"]).Guests(101, 4, "n1", 20).Guest(201, "n2", 40).Guest(301, "n3", 40), request: Planned.Drain("n1"));

        Assert.Equal(PlanStatus.Partial, planned.Plan.Status);
        Assert.Equal((2, 2, 2), (planned.On("n1").Count(), planned.On("n2").Count(), planned.On("n3").Count()));
        Assert.All(planned.Plan.Unsatisfied, u => Assert.Contains("No node takes guest", u.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void K09_anti_affinity_group_with_one_member_has_no_effect()
    {
        var without = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"]).Guests(101, 4, "n1"));
        var with = Planned.For(new ClusterBuilder().Nodes(["n1", "n2"]).Guests(101, 3, "n1").Guest(104, "n1", tags: "plb_anti_affinity_alone"));

        Assert.Equal(without.Plan.Migrations.Select(m => (m.Guest, m.To)), with.Plan.Migrations.Select(m => (m.Guest, m.To)));
        Assert.Equal(PlanStatus.Improved, with.Plan.Status);
    }
}
