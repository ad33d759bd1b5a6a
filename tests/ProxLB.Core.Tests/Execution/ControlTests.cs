using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class ControlTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(1, 6, "a").Build()) { Options = { MaxParallel = 1 } };
    private readonly MigrationPlan _plan = Of([.. Enumerable.Range(1, 6).Select(id => Step(id, id, "a", "b"))]);

    [Fact]
    public void Paused_it_finishes_what_runs_and_starts_nothing_until_it_is_resumed()
    {
        var run = _simulation.Begin(_plan);
        _simulation.Pump(TimeSpan.FromSeconds(5));
        _simulation.Control.Pause();
        _simulation.Pump(TimeSpan.FromHours(1));
        Assert.Single(_simulation.Cluster.Started);
        Assert.Equal("b", _simulation.Cluster.NodeOf(1));

        _simulation.Control.Resume();
        Assert.Equal(6, _simulation.Finish(run).Moved);
        Assert.Contains(_simulation.Events, happened => happened.Kind == ExecutionEventKind.Paused);
        Assert.Contains(_simulation.Events, happened => happened.Kind == ExecutionEventKind.Resumed);
    }

    [Fact]
    public void Stopped_it_finishes_what_runs_and_ends()
    {
        var run = _simulation.Begin(_plan);
        _simulation.Pump(TimeSpan.FromSeconds(3));
        _simulation.Control.Stop();
        var report = _simulation.Finish(run);

        Assert.Equal(ExecutionEnd.Stopped, report.End);
        Assert.Equal(ExecutionVerdict.StoppedByUser, report.Verdict);
        Assert.Equal(1, report.Moved);
        Assert.Equal(5, report.Dropped);
        Assert.Single(_simulation.Cluster.Started);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopped_while_a_step_is_being_checked_it_starts_nothing_and_ends(bool cancel)
    {
        _simulation.Provider = new ScriptedProvider(_simulation.Cluster) { BeforeCheck = () => Task.Delay(TimeSpan.FromSeconds(5), _simulation.Clock) };
        var run = _simulation.Begin(_plan);
        _simulation.Pump(TimeSpan.FromSeconds(2));
        (cancel ? _simulation.Control.Cancel : (Action)_simulation.Control.Stop)();

        var report = _simulation.Finish(run);

        Assert.Equal(ExecutionEnd.Stopped, report.End);
        Assert.Equal(6, report.Dropped);
        Assert.Empty(_simulation.Cluster.Started);
        Assert.True(report.EndedAt - report.StartedAt < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Cancelled_it_asks_the_cluster_to_abort_what_runs_and_counts_no_failure()
    {
        _simulation.Cluster.Duration = _ => TimeSpan.FromHours(1);
        var run = _simulation.Begin(_plan);
        _simulation.Pump(TimeSpan.FromSeconds(20));
        _simulation.Control.Cancel();
        var report = _simulation.Finish(run);

        Assert.Equal(MigrationStates.Cancelled, report.Steps[0].State == MigrationStates.Dropped ? report.Steps[^1].State : report.Steps[0].State);
        Assert.Equal(0, report.Failed);
        Assert.Equal(ExecutionVerdict.StoppedByUser, report.Verdict);
        Assert.Equal("a", _simulation.Cluster.NodeOf(1));
        Assert.True(_simulation.Journal.Knowledge.Guest(1).IsEmpty, "What the user cancels is no failure of the guest.");
        Assert.True(report.EndedAt - report.StartedAt < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_token_ends_it_at_once_and_the_next_run_takes_up_what_runs()
    {
        using var source = new CancellationTokenSource();
        var run = _simulation.Begin(_plan, source.Token);
        _simulation.Pump(TimeSpan.FromSeconds(3));
        await source.CancelAsync();
        _simulation.Pump(() => run.IsCompleted);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Single(_simulation.Journal.Knowledge.Open());
        _simulation.Restart();
        var report = _simulation.Run(Of(Step(1, 2, "a", "b")));
        Assert.Equal([1, 2], report.Steps.Select(step => step.Migration.Guest).Order());
        Assert.Equal(2, report.Moved);
        Assert.Equal(2, _simulation.Cluster.Started.Count);
    }

    [Fact]
    public async Task One_executor_carries_out_one_plan_at_a_time()
    {
        var run = _simulation.Begin(_plan);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _simulation.Begin(_plan));
        Assert.Equal(6, _simulation.Finish(run).Moved);
    }

    [Fact]
    public void A_listener_that_throws_does_not_end_the_run()
    {
        _simulation.OnEvent = _ => throw new InvalidOperationException("a broken listener");

        Assert.Equal(6, _simulation.Run(_plan).Moved);
    }

    [Fact]
    public void When_the_window_closes_nothing_more_is_started()
    {
        // The simulation begins on a Sunday at 8:00.
        _simulation.Options.Windows.Allowed.Add(new() { From = new TimeOnly(7, 0), To = new TimeOnly(8, 1) });
        _simulation.Cluster.Duration = _ => TimeSpan.FromSeconds(40);

        var report = _simulation.Run(_plan);

        Assert.Equal(ExecutionEnd.WindowClosed, report.End);
        Assert.Equal(ExecutionVerdict.Done, report.Verdict);
        Assert.Equal(2, report.Moved);
        Assert.Equal(4, report.Dropped);
    }

    [Fact]
    public void A_step_whose_check_ends_after_the_window_has_closed_does_not_wait_for_the_next_one()
    {
        _simulation.Options.Windows.Allowed.Add(new() { From = new TimeOnly(7, 0), To = new TimeOnly(8, 1) });
        _simulation.Options.MaxParallel = 2;
        _simulation.Options.MaxOut = 2;
        _simulation.Options.MaxIn = 2;
        _simulation.Options.CallTimeout = TimeSpan.FromMinutes(5);
        // The second is found locked at 8:01:05, the first is being checked until 8:01:30.
        var checks = 0;
        _simulation.Provider = new ScriptedProvider(_simulation.Cluster)
        {
            BeforeCheck = () => Task.Delay(TimeSpan.FromSeconds(checks++ == 0 ? 90 : 65), _simulation.Clock),
            OnCheck = (request, check) => request.Guest == 2 ? new MigrationCheck(MigrationCheckResult.Wait, "locked") : check,
        };

        var report = _simulation.Run(_plan);

        Assert.Equal((ExecutionEnd.WindowClosed, 6), (report.End, report.Dropped));
        Assert.Empty(_simulation.Cluster.Started);
        Assert.True(report.EndedAt - report.StartedAt < TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_unit_in_progress_is_completed_although_the_window_closes_and_a_drain_ignores_it()
    {
        _simulation.Options.Windows.Allowed.Add(new() { From = new TimeOnly(7, 0), To = new TimeOnly(8, 1) });
        _simulation.Cluster.Duration = _ => TimeSpan.FromSeconds(100);

        var unit = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "c", unit: 1, after: 1), Step(3, 3, "a", "b", after: 2)));
        var drain = _simulation.Run(Of(Step(1, 4, "a", "b")) with { Goal = "drain" });

        Assert.Equal([MigrationStates.Dropped, MigrationStates.Moved, MigrationStates.Moved], unit.Steps.Select(step => step.State));
        Assert.Equal(1, drain.Moved);
    }
}
