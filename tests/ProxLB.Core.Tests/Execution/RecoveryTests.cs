using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Journaling;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class RecoveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(1, 4, "a").Build());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_in_flight_is_followed_and_started_once()
    {
        using (var journal = FileJournal.Open(_folder.File))
        {
            _simulation.Journal = journal;
            _ = _simulation.Begin(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "c", after: 1)));
            _simulation.Pump(TimeSpan.FromSeconds(3));
            _simulation.Kill();
        }

        using var again = FileJournal.Open(_folder.File);
        _simulation.Journal = again;
        _simulation.Restart();
        var report = _simulation.Run(Of(Step(1, 3, "a", "c")));

        Assert.Equal(2, _simulation.Events.Count(happened => happened.Kind == ExecutionEventKind.Recovered));
        Assert.Equal(3, report.Moved);
        Assert.Equal([1, 2, 3], _simulation.Cluster.Started.Select(migration => migration.Guest));
        Assert.Empty(again.Knowledge.Open());
        Assert.Single(again.Knowledge.Guest(1).Moves);
    }

    [Fact]
    public void What_is_taken_up_counts_in_the_limits()
    {
        _simulation.Options.MaxParallel = 1;
        _simulation.Cluster.Duration = _ => TimeSpan.FromMinutes(5);
        _ = _simulation.Begin(Of(Step(1, 1, "a", "b")));
        _simulation.Pump(TimeSpan.FromSeconds(3));
        _simulation.Kill();
        _simulation.Restart();

        _simulation.Run(Of(Step(1, 3, "a", "c")));

        Assert.Equal(1, _simulation.Cluster.MostAtOnce);
    }

    [Theory]
    [InlineData("a", MigrationStates.NotStarted)]
    [InlineData("b", MigrationStates.Moved)]
    [InlineData("c", MigrationStates.MovedElsewhere)]
    public async Task An_intent_without_a_task_is_judged_by_place(string node, string expected)
    {
        await _simulation.Journal.AppendAsync(Intent(1), CancellationToken.None);
        _simulation.Cluster.Move(1, node);

        var report = _simulation.Run(Of());

        Assert.Equal(expected, report.Steps.Single().State);
        Assert.Equal(node, report.Steps.Single().Migration.Outcome!.Node);
        Assert.Empty(_simulation.Journal.Knowledge.Open());
        Assert.Empty(_simulation.Cluster.Started);
    }

    [Fact]
    public async Task An_intent_whose_guest_is_gone_is_closed()
    {
        await _simulation.Journal.AppendAsync(Intent(99), CancellationToken.None);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b")));

        Assert.Equal(MigrationStates.Failed, report.Steps.Single(step => step.Recovered).State);
        Assert.Equal(1, report.Moved);
        Assert.Empty(_simulation.Journal.Knowledge.Open());
    }

    [Fact]
    public void A_step_for_a_guest_that_is_still_moving_waits_and_then_finds_it_elsewhere()
    {
        _simulation.Cluster.Duration = _ => TimeSpan.FromMinutes(5);
        _ = _simulation.Begin(Of(Step(1, 1, "a", "b")));
        _simulation.Pump(TimeSpan.FromSeconds(3));
        _simulation.Kill();
        _simulation.Restart();

        var report = _simulation.Run(Of(Step(1, 1, "a", "c")));

        Assert.Equal([MigrationStates.Moved, MigrationStates.Dropped], report.Steps.Select(step => step.State));
        Assert.Single(_simulation.Cluster.Started);
    }

    private static JournalEntry Intent(int guest) => Entries.Intent(1, guest) with { Request = Entries.Intent(1, guest).Request! with { Carries = [], Ha = false } };
}
