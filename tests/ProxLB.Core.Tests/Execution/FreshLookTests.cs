using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

/// <summary>What others change between the plan and a step is noticed, and no required rule or limit is broken for not having looked.</summary>
public sealed class FreshLookTests
{
    private static readonly IBalancer Balancer = new Balancer(new BalancerOptions { Goal = { Balanciness = 100 } });

    [Fact]
    public void A_partner_that_somebody_moved_to_the_target_keeps_the_guest_away()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(1, "a", tags: "plb_anti_affinity_db").Guest(2, "c", tags: "plb_anti_affinity_db").Guest(3, "a"));
        AfterFirstStart(simulation, () => simulation.Cluster.Move(2, "b"));

        var report = simulation.Run(Of(Step(1, 3, "a", "c"), Step(2, 1, "a", "b", after: 1)));

        Assert.Equal([3], simulation.Cluster.Started.Select(migration => migration.Guest));
        Assert.StartsWith("Guest 1 may not go to b any more.", report.Steps.Single(step => step.Migration.Guest == 1).Migration.Outcome!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Guests_that_somebody_moved_to_the_target_leave_their_headroom_there()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b", "c"], memoryGiB: 64).Guest(1, "a", memoryGiB: 20).Guest(2, "c", memoryGiB: 42).Guest(3, "a"));
        AfterFirstStart(simulation, () => simulation.Cluster.Move(2, "b"));

        // 62 of 64 GiB would fit, but not with 5 % kept free.
        simulation.Run(Of(Step(1, 3, "a", "c"), Step(2, 1, "a", "b", after: 1)));

        Assert.Equal([3], simulation.Cluster.Started.Select(migration => migration.Guest));
    }

    [Fact]
    public void What_changes_elsewhere_stops_nothing()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b", "c", "d"]).Guest(1, "a").Guest(2, "c").Guest(3, "a"));
        var captures = 0;
        AfterFirstStart(simulation, () =>
        {
            simulation.Cluster.Move(2, "d");
            captures = simulation.Cluster.Captures;
        });

        var report = simulation.Run(Of(Step(1, 3, "a", "c"), Step(2, 1, "a", "b", after: 1)));

        Assert.Equal(2, report.Moved);
        Assert.Equal(captures, simulation.Cluster.Captures);
    }

    [Fact]
    public void A_change_that_breaks_nothing_stops_nothing_either()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(1, "a").Guest(2, "c").Guest(3, "a"));
        AfterFirstStart(simulation, () => simulation.Cluster.Move(2, "b"));

        Assert.Equal(2, simulation.Run(Of(Step(1, 3, "a", "c"), Step(2, 1, "a", "b", after: 1))).Moved);
    }

    [Fact]
    public void A_plan_that_does_not_hold_any_more_is_replaced_before_its_first_step()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a", tags: "plb_anti_affinity_db").Guest(2, "b", tags: "plb_anti_affinity_db"));

        var report = simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Empty(simulation.Cluster.Started);
        Assert.Equal(1, report.Replans);
        Assert.StartsWith("The cluster is no longer as the plan was made for: Guest 1 may not go to b any more.", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_does_not_hold_any_more_is_not_carried_out_where_no_other_may_be_made()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b"]).Guest(1, "a", tags: "plb_anti_affinity_db").Guest(2, "b", tags: "plb_anti_affinity_db"));
        simulation.Options.MaxReplans = 0;

        var report = simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Empty(simulation.Cluster.Started);
        Assert.Equal((ExecutionEnd.Refused, ExecutionVerdict.SomeFailed, 1), (report.End, report.Verdict, report.Dropped));
        Assert.StartsWith("The cluster is no longer as the plan was made for: Guest 1 may not go to b any more.", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_swap_that_has_begun_is_completed_on_what_is_left_of_it()
    {
        var simulation = Simulation(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(1, "a", tags: "plb_anti_affinity_x").Guest(2, "b", tags: "plb_anti_affinity_y").Guest(9, "c"));
        AfterFirstStart(simulation, () => simulation.Cluster.Move(9, "a"));

        var report = simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "b", "a", unit: 1, after: 1)));

        Assert.Equal((2, "b", "a"), (report.Moved, simulation.Cluster.NodeOf(1), simulation.Cluster.NodeOf(2)));
    }

    private static ExecutionSimulation Simulation(ClusterBuilder cluster) => new(cluster.Build()) { Balancer = Balancer };

    private static void AfterFirstStart(ExecutionSimulation simulation, Action deed) => simulation.OnEvent = happened =>
    {
        if (happened.Kind == ExecutionEventKind.StepStarted && simulation.Cluster.Started.Count == 1)
        {
            deed();
        }
    };
}
