using ProxLB.Core.Execution;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

public sealed class VerificationTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).HaGuest(1, "a").Guest(2, "a").HaGuest(3, "a").Build());
    private readonly ScriptedProvider _provider;

    public VerificationTests()
    {
        _provider = new ScriptedProvider(_simulation.Cluster);
        _simulation.Provider = _provider;
    }

    [Fact]
    public void H04_an_ha_guest_counts_as_moved_only_after_it_stayed_for_three_rounds()
    {
        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true)));

        var step = report.Steps.Single();
        Assert.Equal(MigrationStates.Moved, step.State);
        Assert.True(step.EndedAt - _simulation.Cluster.Started.Single().EndsAt >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void H04_while_the_ha_manager_has_it_in_motion_it_is_not_finished()
    {
        var motionEnds = ClusterBuilder.Epoch.AddSeconds(200);
        _provider.OnGet = (_, status) => _simulation.Clock.GetUtcNow() < motionEnds && status.State == MigrationState.Ended
            ? status with { State = MigrationState.Running }
            : status;

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true)));

        Assert.True(report.Steps.Single().EndedAt >= motionEnds);
        Assert.Equal(1, report.Moved);
    }

    [Fact]
    public void H04_a_guest_that_rests_although_each_look_resets_the_answer_is_verified()
    {
        // A provider may need two rounds of its own before it says again that the guest rests.
        var looks = 0;
        _provider.OnGet = (_, status) => status.State == MigrationState.Ended && looks++ % 3 != 0 ? status with { State = MigrationState.Running } : status;

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true)));

        Assert.Equal(1, report.Moved);
        Assert.True(report.EndedAt - report.StartedAt < TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void H08_a_guest_that_is_deleted_behind_its_migration_ends_it()
    {
        var looks = 0;
        _provider.OnGet = (_, status) =>
        {
            if (status.State != MigrationState.Ended)
            {
                return status;
            }

            // The place may lag behind the task's end: an adapter waits for it now and then.
            _simulation.Cluster.Change(facts => facts with { Guests = [.. facts.Guests.Where(guest => guest.Id != 2)] });
            return new MigrationStatus { State = looks++ % 2 == 0 ? MigrationState.Running : MigrationState.Failed };
        };

        var report = _simulation.Run(Of(Step(1, 2, "a", "b")));

        var step = report.Steps.Single();
        Assert.Equal(MigrationStates.Failed, step.State);
        Assert.Equal("The guest no longer exists.", step.Migration.Outcome!.Error);
        Assert.Empty(_simulation.Journal.Knowledge.Open());
        Assert.True(report.EndedAt - report.StartedAt < TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void H05_a_guest_that_the_ha_manager_sent_elsewhere_is_recognised_and_fed_back()
    {
        _simulation.Cluster.RedirectNext(1, "c");
        var balancer = new ScriptedBalancer((_, _) => Named("second", Step(1, 2, "a", "b")));
        _simulation.Balancer = balancer;

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true)));

        Assert.Equal(MigrationStates.MovedElsewhere, report.Steps[0].State);
        Assert.Equal("c", report.Steps[0].Migration.Outcome!.Node);
        Assert.Equal("c", balancer.Asked[0].Snapshot.Guests.Single(guest => guest.Id == 1).Node);
        Assert.Equal("b", _simulation.Cluster.NodeOf(2));
    }

    [Fact]
    public void H06_a_request_that_fails_in_the_background_fails_with_the_clusters_words()
    {
        _simulation.Cluster.FailNext(1, "migration failed (exit code 1)");

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true)));

        var outcome = report.Steps.Single().Migration.Outcome!;
        Assert.Equal(MigrationStates.Failed, outcome.State);
        Assert.Equal("migration failed (exit code 1)", outcome.Error);
        Assert.Equal("a", outcome.Node);
    }

    [Fact]
    public void H07_a_migration_that_never_ends_does_not_hold_the_run_for_ever()
    {
        _simulation.Cluster.Duration = request => request.Guest == 1 ? TimeSpan.FromDays(30) : TimeSpan.FromSeconds(10);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b"), Step(3, 3, "a", "c", after: 1)));

        var states = report.Steps.ToDictionary(step => step.Migration.Guest, step => step.State);
        Assert.Equal(MigrationStates.StillRunning, states[1]);
        Assert.Equal(MigrationStates.Moved, states[2]);
        Assert.Equal(MigrationStates.Dropped, states[3]);
        Assert.Equal(_simulation.Options.FollowTimeout, report.EndedAt - report.StartedAt);
        Assert.Single(_simulation.Journal.Knowledge.Open());
    }

    [Fact]
    public void H07_a_migration_that_is_followed_no_longer_keeps_its_place_in_the_limits()
    {
        _simulation.Options.MaxParallel = 1;
        _simulation.Cluster.Duration = request => request.Guest == 1 ? TimeSpan.FromDays(30) : TimeSpan.FromSeconds(10);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        Assert.Equal([MigrationStates.StillRunning, MigrationStates.Dropped], report.Steps.Select(step => step.State));
        Assert.Equal(1, _simulation.Cluster.MostAtOnce);
        Assert.StartsWith("Migrations that this run does not follow", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void E08_a_connection_error_while_polling_is_no_failure()
    {
        var lost = 0;
        _provider.OnGet = (_, status) => lost++ < 6 ? throw new HttpRequestException("connection reset") : status;

        var report = _simulation.Run(Of(Step(1, 2, "a", "b")));

        Assert.Equal(MigrationStates.Moved, report.Steps.Single().State);
        Assert.Equal(1, _provider.Starts);
    }

    [Fact]
    public void E08_an_answer_that_never_comes_is_no_failure_either()
    {
        var hanging = new HangingProvider(_simulation.Cluster) { Hangs = 2 };
        _simulation.Provider = hanging;

        var report = _simulation.Run(Of(Step(1, 2, "a", "b")));

        Assert.Equal(MigrationStates.Moved, report.Steps.Single().State);
        Assert.True(report.EndedAt - report.StartedAt >= 2 * _simulation.Options.CallTimeout);
    }

    [Fact]
    public void E09_a_migration_longer_than_the_time_out_is_still_running_and_keeps_its_place()
    {
        _simulation.Options.MaxParallel = 1;
        _simulation.Cluster.Duration = request => request.Guest == 1 ? TimeSpan.FromHours(2) : TimeSpan.FromSeconds(10);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        Assert.Single(_simulation.Events, happened => happened.Kind == ExecutionEventKind.StepStillRunning);
        Assert.Equal(2, report.Moved);
        Assert.Equal(1, _simulation.Cluster.MostAtOnce);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void A_guest_that_is_moved_back_is_counted_and_its_target_barred()
    {
        var arrived = false;
        _provider.OnGet = (_, status) =>
        {
            if (status.State == MigrationState.Ended && arrived)
            {
                return status with { Node = "a" };
            }

            arrived |= status.State == MigrationState.Ended;
            return status;
        };
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true)));

        Assert.Equal(MigrationStates.MovedBack, report.Steps.Single().State);
        Assert.Equal(["b"], balancer.Asked.Single().Snapshot.Guests.Single(guest => guest.Id == 1).BarredNodes);
        Assert.Equal(ExecutionVerdict.SomeFailed, report.Verdict);
    }

    [Fact]
    public void A_task_with_problems_whose_guest_arrived_has_moved()
    {
        _provider.OnGet = (_, status) => status.State == MigrationState.Ended ? status with { State = MigrationState.Failed, Error = "migration problems" } : status;

        var outcome = _simulation.Run(Of(Step(1, 2, "a", "b"))).Steps.Single().Migration.Outcome!;

        Assert.Equal(MigrationStates.Moved, outcome.State);
        Assert.Equal("migration problems", outcome.Error);
    }

    [Fact]
    public void A_task_that_ended_well_without_its_guest_moving_has_failed()
    {
        _provider.OnGet = (_, status) => status.State == MigrationState.Ended ? status with { Node = "a" } : status;

        Assert.Equal(MigrationStates.Failed, _simulation.Run(Of(Step(1, 2, "a", "b"))).Steps.Single().State);
    }

    [Fact]
    public void Guests_that_the_ha_manager_moves_along_are_verified_too()
    {
        var report = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true) with { Carries = [3] }));
        Assert.Equal(1, report.Moved);
        Assert.NotEqual(Core.Execution.Journaling.GuestHistory.Empty, _simulation.Journal.Knowledge.Guest(3));

        _simulation.Cluster.Move(3, "a");
        _simulation.Cluster.Move(1, "a");
        _provider.OnCapture = facts => facts with { Guests = [.. facts.Guests.Select(guest => guest.Id == 3 ? guest with { Node = "a" } : guest)] };
        var astray = _simulation.Run(Of(Step(1, 1, "a", "b", ha: true) with { Carries = [3] }));

        Assert.Equal(MigrationStates.MovedElsewhere, astray.Steps.Single().State);
        Assert.Contains("Guest 3", astray.Steps.Single().Migration.Outcome!.Error, StringComparison.Ordinal);
    }
}
