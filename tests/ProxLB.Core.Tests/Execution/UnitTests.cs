using ProxLB.Core.Execution;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class UnitTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(1, "a").Guest(2, "b").Guest(3, "a").Guest(4, "a").Build());

    [Fact]
    public void A_swap_that_cannot_be_completed_is_taken_back()
    {
        _simulation.Cluster.RefuseNext(2, "storage 'x' is not available on node 'a'");

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "b", "a", unit: 1, after: 1), Step(3, 3, "a", "c", after: 2)));

        Assert.Equal("a", _simulation.Cluster.NodeOf(1));
        Assert.Equal([MigrationStates.Moved, MigrationStates.Refused, MigrationStates.Dropped, MigrationStates.Moved], report.Steps.Select(step => step.State));
        Assert.True(report.Steps[^1].TakesBack);
        Assert.Contains(_simulation.Events, happened => happened.Kind == ExecutionEventKind.UnitTakenBack);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void A_failed_member_is_tried_again_before_the_unit_is_taken_back()
    {
        _simulation.Cluster.FailNext(2, "migration aborted");

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "b", "a", unit: 1, after: 1)));

        Assert.Equal(2, report.Moved);
        Assert.Equal("b", _simulation.Cluster.NodeOf(1));
        Assert.Equal("a", _simulation.Cluster.NodeOf(2));
    }

    [Fact]
    public void A_parked_guest_is_brought_back_the_way_it_came()
    {
        _simulation.Cluster.RefuseNext(2, "no");
        var detour = Step(1, 1, "a", "c", unit: 7) with { Detour = true };

        var report = _simulation.Run(Of(detour, Step(2, 2, "b", "a", unit: 7, after: 1), Step(3, 1, "c", "b", unit: 7, after: 2)));

        Assert.Equal("a", _simulation.Cluster.NodeOf(1));
        Assert.Equal("b", _simulation.Cluster.NodeOf(2));
        Assert.Equal(ExecutionEnd.Completed, report.End);
    }

    [Fact]
    public void Members_that_are_under_way_end_before_the_unit_is_taken_back_last_first()
    {
        _simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 3 ? 300 : 10);
        _simulation.Cluster.RefuseNext(4, "no");
        _simulation.Options.MaxParallel = 2;
        _simulation.Options.MaxOut = 3;
        _simulation.Options.MaxIn = 3;

        _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 3, "a", "b", unit: 1), Step(3, 4, "a", "b", unit: 1)));

        var started = _simulation.Cluster.Started.Select(migration => (migration.Guest, migration.Ticket.Request.To)).ToList();
        Assert.Equal([(1, "b"), (3, "b"), (3, "a"), (1, "a")], started);
        Assert.All([1, 3, 4], guest => Assert.Equal("a", _simulation.Cluster.NodeOf(guest)));
    }

    [Fact]
    public void A_unit_that_can_neither_be_completed_nor_taken_back_is_reported()
    {
        _simulation.Cluster.RefuseNext(2, "no");
        _simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.UnitTakenBack)
            {
                _simulation.Cluster.RefuseNext(1, "not back either");
            }
        };

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "b", "a", unit: 1, after: 1)));

        Assert.Equal(2, report.Failed);
        Assert.Equal(ExecutionVerdict.SomeFailed, report.Verdict);
        Assert.Contains("guest 1 is on b", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_plan_waits_until_a_unit_in_progress_is_complete()
    {
        _simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 1 ? 300 : 10);
        _simulation.Cluster.Move(4, "c");
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "b", "a", unit: 1, after: 1), Step(3, 4, "a", "b"), Step(4, 3, "a", "c", after: 2)));

        var seen = Assert.Single(balancer.Asked).Snapshot.Guests.ToDictionary(guest => guest.Id, guest => guest.MigratingTo ?? guest.Node);
        Assert.Equal(("b", "a"), (seen[1], seen[2]));
        Assert.Equal(2, report.Moved);
        Assert.Equal("a", _simulation.Cluster.NodeOf(3));
    }
}
