using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class CircuitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b"]).Guests(1, 9, "a").Build());
    private FileJournal _journal;

    public CircuitTests()
    {
        _journal = FileJournal.Open(_folder.File);
        _simulation.Journal = _journal;
        _simulation.Options.MaxParallel = 1;
    }

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_open_circuit_stays_open_across_a_restart_until_its_time_is_over()
    {
        var opened = Break();
        Restart();

        var refused = _simulation.Run(Of(Step(1, 9, "a", "b")));

        Assert.Equal(ExecutionEnd.CircuitOpen, refused.End);
        Assert.Equal(opened, _simulation.Executor.Circuit);
        Assert.DoesNotContain(_simulation.Cluster.Started, migration => migration.Guest == 9);
        _simulation.Clock.Pass(opened.Until - _simulation.Clock.GetUtcNow());
        Assert.Null(_simulation.Executor.Circuit);
        Assert.Equal(1, _simulation.Run(Of(Step(1, 9, "a", "b"))).Moved);
        Restart();
        Assert.Null(_simulation.Executor.Circuit);
    }

    [Fact]
    public void The_refusal_says_in_one_line_why_until_when_and_what_to_do()
    {
        var opened = Break();
        Restart();

        var reason = _simulation.Run(Of(Step(1, 9, "a", "b"))).Reason;

        Assert.Equal(
            $"The circuit is open since {opened.Since:u}, and nothing is started before {opened.Until:u}: 3 of the last 3 migrations failed. "
            + "Find out why they failed; then wait until then, or close the circuit.",
            reason);
    }

    [Fact]
    public void What_is_in_flight_is_followed_to_its_end_although_nothing_may_start()
    {
        _simulation.Options.MaxParallel = 2;
        FailNext(1, 2, 3);
        _simulation.Cluster.Duration = request => TimeSpan.FromMinutes(request.Guest == 8 ? 10 : 1);
        var run = _simulation.Begin(Of(Step(1, 8, "a", "b"), Step(2, 1, "a", "b"), Step(3, 2, "a", "b"), Step(4, 3, "a", "b")));
        _simulation.Pump(() => _simulation.Executor.Circuit is not null);
        _simulation.Pump(TimeSpan.FromSeconds(10));
        Assert.False(run.IsCompleted);
        _simulation.Kill();
        Restart();

        var report = _simulation.Run(Of(Step(1, 9, "a", "b")));

        Assert.Equal((ExecutionEnd.CircuitOpen, 1, 1), (report.End, report.Moved, report.Dropped));
        Assert.Equal(8, report.Steps.Single(step => step.Recovered).Migration.Guest);
        Assert.Empty(_journal.Knowledge.Open());
    }

    [Fact]
    public async Task The_user_closes_it_and_a_restart_does_not_open_it_again()
    {
        Break();

        await _simulation.Executor.CloseCircuitAsync();

        Assert.Null(_simulation.Executor.Circuit);
        Restart();
        Assert.Null(_simulation.Executor.Circuit);
        Assert.Equal(1, _simulation.Run(Of(Step(1, 9, "a", "b"))).Moved);
    }

    [Fact]
    public void Failures_before_it_was_closed_do_not_count_again()
    {
        var opened = Break();
        _simulation.Clock.Pass(opened.Until - _simulation.Clock.GetUtcNow());
        FailNext(4);

        var report = _simulation.Run(Of(Step(1, 4, "a", "b"), Step(2, 5, "a", "b")));

        Assert.Equal(ExecutionEnd.Completed, report.End);
        Assert.Equal((1, 1), (report.Failed, report.Moved));
    }

    [Fact]
    public void A_lost_quorum_is_met_again_by_the_next_run_and_not_remembered()
    {
        _simulation.Cluster.Change(facts => facts with { Quorate = false });
        Assert.Equal(ExecutionEnd.CircuitOpen, _simulation.Run(Of(Step(1, 9, "a", "b"))).End);
        _simulation.Cluster.Change(facts => facts with { Quorate = true });
        Restart();

        Assert.Null(_simulation.Executor.Circuit);
        Assert.Equal(1, _simulation.Run(Of(Step(1, 9, "a", "b"))).Moved);
    }

    [Fact]
    public void A_dry_run_goes_its_way_under_an_open_circuit_and_opens_none()
    {
        Break();
        _simulation.Options.DryRun = true;
        Restart();
        _simulation.Cluster.Change(facts => facts with
        {
            Guests = [.. facts.Guests.Select(guest => guest with { Lock = guest.Id == 9 ? null : "backup" })],
        });

        var report = _simulation.Run(Of(Step(1, 9, "a", "b")));

        Assert.Equal(MigrationStates.WouldMove, report.Steps.Single().State);
    }

    private CircuitState Break()
    {
        FailNext(1, 2, 3);
        var report = _simulation.Run(Of([.. Enumerable.Range(1, 8).Select(id => Step(id, id, "a", "b"))]));
        Assert.Equal((ExecutionEnd.CircuitOpen, 3, 5), (report.End, report.Failed, report.Dropped));
        return _simulation.Executor.Circuit!;
    }

    private void FailNext(params int[] guests)
    {
        foreach (var guest in guests)
        {
            _simulation.Cluster.FailNext(guest, "migration aborted");
        }
    }

    private void Restart()
    {
        _journal.Dispose();
        _journal = FileJournal.Open(_folder.File);
        _simulation.Journal = _journal;
        _simulation.Restart();
    }
}
