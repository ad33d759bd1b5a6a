using ProxLB.Core.Execution;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class ConnectionTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(1, 4, "a").Build());
    private readonly ScriptedProvider _provider;

    public ConnectionTests()
    {
        _provider = new ScriptedProvider(_simulation.Cluster);
        _simulation.Provider = _provider;
    }

    [Fact]
    public void A_start_whose_reply_was_lost_is_found_and_not_repeated()
    {
        _simulation.Cluster.LoseNextReply(1);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Equal(1, report.Moved);
        Assert.Equal(1, _provider.Starts);
        Assert.Empty(_simulation.Journal.Knowledge.Open());
    }

    [Fact]
    public void A_start_that_never_arrived_is_repeated_only_after_the_cluster_said_twice_that_there_is_none()
    {
        var starts = 0;
        _provider.OnStart = _ =>
        {
            if (starts++ == 0)
            {
                throw new HttpRequestException("connection refused");
            }

            Assert.Equal(2, _provider.Finds);
        };

        var report = _simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Equal(1, report.Moved);
        Assert.Single(_simulation.Cluster.Started);
        Assert.Equal(2, starts);
    }

    [Fact]
    public void An_older_migration_of_the_guest_is_not_taken_for_the_lost_one()
    {
        var starts = 0;
        _provider.OnStart = request =>
        {
            if (++starts == 2)
            {
                throw new HttpRequestException("connection refused");
            }
        };

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 1, "b", "c", unit: 1, after: 1)));

        Assert.Equal(2, report.Moved);
        Assert.Equal(["b", "c"], _simulation.Cluster.Started.Select(migration => migration.Ticket.Request.To));
    }

    [Fact]
    public void A_short_outage_before_a_start_is_waited_out()
    {
        _simulation.OnEvent = happened =>
        {
            if (happened.Kind == ExecutionEventKind.StepWaiting)
            {
                _simulation.Cluster.Unreachable = false;
            }
            else if (happened.Kind == ExecutionEventKind.PlanStarted)
            {
                _simulation.Cluster.Unreachable = true;
            }
        };

        Assert.Equal(1, _simulation.Run(Of(Step(1, 1, "a", "b"))).Moved);
    }

    [Fact]
    public void A_long_outage_ends_the_run_and_leaves_what_runs_to_the_next()
    {
        _simulation.Options.MaxParallel = 2;
        _simulation.OnEvent = happened => _simulation.Cluster.Unreachable |= happened.Kind == ExecutionEventKind.StepStarted;

        var report = _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "b")));

        Assert.Equal(ExecutionEnd.Unreachable, report.End);
        Assert.Equal(ExecutionVerdict.Unreachable, report.Verdict);
        Assert.Equal(MigrationStates.StillRunning, report.Steps.Single(step => step.Migration.Guest == 1).State);
        Assert.Equal(3, report.Steps.Count);

        _simulation.Cluster.Unreachable = false;
        _simulation.OnEvent = _ => { };
        _simulation.Restart();
        var next = _simulation.Run(Of(Step(1, 3, "a", "b")));

        Assert.True(next.Steps.Single(step => step.Migration.Guest == 1).Recovered);
        Assert.Equal(2, next.Moved);
        Assert.Single(_simulation.Cluster.Started, migration => migration.Guest == 1);
        Assert.Empty(_simulation.Journal.Knowledge.Open());
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_read_at_the_start_is_the_callers_to_hear()
    {
        _simulation.Cluster.Unreachable = true;

        var run = _simulation.Begin(Of(Step(1, 1, "a", "b")));
        _simulation.Pump(() => run.IsCompleted);

        await Assert.ThrowsAsync<ClusterUnreachableException>(() => run);
        _simulation.Cluster.Unreachable = false;
        Assert.Equal(1, _simulation.Run(Of(Step(1, 1, "a", "b"))).Moved);
    }
}
