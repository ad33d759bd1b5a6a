using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;
using static ProxLB.Core.Tests.Execution.Simulation.Plans;

namespace ProxLB.Core.Tests.Execution;

/// <summary>What ends or changes a run while some of its steps are being checked and some units are half done.</summary>
public sealed class InterruptionTests
{
    private readonly ExecutionSimulation _simulation = new(new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(1, 8, "a").Build())
    {
        Options = { MaxParallel = 4, MaxIn = 4, MaxOut = 4, CallTimeout = TimeSpan.FromMinutes(5) },
    };

    private readonly ScriptedProvider _provider;
    private readonly DateTimeOffset _start;

    public InterruptionTests()
    {
        _provider = new ScriptedProvider(_simulation.Cluster);
        _simulation.Provider = _provider;
        _start = _simulation.Clock.GetUtcNow();
    }

    private TimeSpan Passed => _simulation.Clock.GetUtcNow() - _start;

    [Theory]
    [InlineData(true, ExecutionEnd.WindowClosed)]
    [InlineData(false, ExecutionEnd.Stopped)]
    public void Steps_that_a_new_plan_was_to_replace_are_reported_where_the_run_ends_before_it_is_made(bool byWindow, ExecutionEnd end)
    {
        if (byWindow)
        {
            CloseWindowAfterOneMinute();
        }

        _simulation.Options.MaxParallel = 2;
        _simulation.Balancer = new ScriptedBalancer();
        _simulation.Cluster.Duration = _ => TimeSpan.FromMinutes(5);
        _simulation.Cluster.Move(3, "c");

        var run = _simulation.Begin(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "b", unit: 1, after: 1), Step(3, 3, "a", "b"), Step(4, 4, "a", "c", after: 1), Step(5, 5, "a", "c", after: 1)));
        _simulation.Pump(TimeSpan.FromMinutes(2));
        if (!byWindow)
        {
            _simulation.Control.Stop();
        }

        var report = _simulation.Finish(run);

        Assert.Equal(end, report.End);
        Assert.Equal([1, 2, 3, 4, 5], report.Steps.Where(step => !step.TakesBack).Select(step => step.Migration.Guest).Order());
        Assert.All([4, 5], guest => Assert.Equal(MigrationStates.Dropped, report.Steps.Single(step => step.Migration.Guest == guest).State));
        Assert.Equal(_simulation.Events[^1].Total, _simulation.Events[^1].Ended);
    }

    [Fact]
    public void What_a_half_done_unit_waits_for_is_carried_out_although_the_window_has_closed()
    {
        CloseWindowAfterOneMinute();
        Answer(1, check => Passed < TimeSpan.FromMinutes(2) ? new MigrationCheck(MigrationCheckResult.Wait, "locked") : check);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "b", unit: 2), Step(3, 3, "a", "c", unit: 2, ha: false, 1, 2)));

        Assert.Equal(3, report.Moved);
        Assert.True(report.EndedAt - report.StartedAt < TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Members_of_a_unit_that_are_only_being_checked_have_not_begun_when_the_window_closes()
    {
        CloseWindowAfterOneMinute();
        TakesTime(_ => TimeSpan.FromSeconds(90));

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "c", unit: 1)));

        Assert.Empty(_simulation.Cluster.Started);
        Assert.Equal((ExecutionEnd.WindowClosed, 2), (report.End, report.Dropped));
    }

    [Fact]
    public void A_lost_answer_after_a_long_lock_is_waited_out_like_any_other()
    {
        var lost = 0;
        Answer(2, check => Passed < TimeSpan.FromMinutes(11) ? new MigrationCheck(MigrationCheckResult.Wait, "backup")
            : lost++ == 0 ? throw new HttpRequestException("connection reset")
            : check);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "b", unit: 1, after: 1)));

        Assert.Equal((ExecutionEnd.Completed, 2), (report.End, report.Moved));
        Assert.True(lost > 1);
    }

    [Fact]
    public void A_lost_answer_in_a_broken_unit_ends_neither_the_run_nor_its_taking_back()
    {
        _simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 5 ? 600 : 10);
        _simulation.Cluster.RefuseNext(2, "no");
        TakesTime(guest => TimeSpan.FromSeconds(guest == 3 ? 20 : 1));
        Answer(3, _ => throw new HttpRequestException("connection reset"));

        var report = _simulation.Run(Of(
            Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "b", unit: 1, after: 1), Step(3, 3, "a", "c", unit: 1, after: 1), Step(5, 5, "a", "c"), Step(6, 6, "a", "c", after: 5)));

        Assert.Equal(ExecutionEnd.Completed, report.End);
        Assert.Equal(("a", "c", "c"), (_simulation.Cluster.NodeOf(1), _simulation.Cluster.NodeOf(5), _simulation.Cluster.NodeOf(6)));
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Nothing_starts_after_the_run_has_ended_although_it_was_being_checked()
    {
        _simulation.Options.UnreachableTimeout = TimeSpan.FromSeconds(30);
        _provider.OnGet = (ticket, status) => ticket.Request.Guest == 1 ? throw new HttpRequestException("connection reset") : status;
        TakesTime(guest => TimeSpan.FromSeconds(guest == 2 ? 50 : 0));

        var report = _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "c", unit: 1), Step(3, 3, "a", "c", unit: 1), Step(4, 4, "a", "c", after: 1)));

        Assert.Equal(ExecutionEnd.Unreachable, report.End);
        Assert.Equal([1, 3], _simulation.Cluster.Started.Select(migration => migration.Guest));
        Assert.Contains("half done", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal(MigrationStates.Dropped, report.Steps.Single(step => step.Migration.Guest == 2).State);
    }

    [Fact]
    public void A_member_that_is_being_checked_does_not_start_once_its_unit_is_broken()
    {
        _simulation.Cluster.RefuseNext(1, "no");
        TakesTime(guest => TimeSpan.FromSeconds(guest == 2 ? 20 : 1));

        var report = _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "c", unit: 1)));

        Assert.Empty(_simulation.Cluster.Started);
        Assert.Equal([MigrationStates.Refused, MigrationStates.Dropped], report.Steps.Select(step => step.State));
    }

    [Fact]
    public void A_new_plan_waits_until_no_guest_may_go_back_any_more()
    {
        // The second member is on its way for long, and then fails: the first goes back to where a new plan might have put another guest.
        _simulation.Cluster.Duration = request => TimeSpan.FromSeconds(request.Guest == 2 ? 600 : 10);
        _simulation.Cluster.FailNext(2, "migration aborted");
        _simulation.Options.UnitRetries = 0;
        _simulation.Cluster.Move(3, "c");
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;

        _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "b", unit: 1, after: 1), Step(3, 3, "a", "b", after: 1)));

        Assert.Equal("a", balancer.Asked[0].Snapshot.Guests.Single(guest => guest.Id == 1).Node);
    }

    [Fact]
    public void A_new_plan_waits_for_members_that_are_being_checked_too()
    {
        TakesTime(guest => TimeSpan.FromSeconds(20 * guest % 60));
        Answer(3, _ => new MigrationCheck(MigrationCheckResult.Changed, "gone"));
        _simulation.Cluster.RefuseNext(2, "no");
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;

        _simulation.Run(Of(Step(1, 1, "a", "b", unit: 1), Step(2, 2, "a", "b", unit: 1), Step(3, 3, "a", "b")));

        var first = balancer.Asked[0].Snapshot.Guests.Single(guest => guest.Id == 1);
        Assert.Equal("a", first.MigratingTo ?? first.Node);
        Assert.Equal([(1, "b"), (1, "a")], _simulation.Cluster.Started.Select(migration => (migration.Guest, migration.Ticket.Request.To)));
    }

    [Fact]
    public void What_is_followed_no_longer_stays_in_hand()
    {
        _simulation.Options.CallTimeout = TimeSpan.FromHours(2);
        _simulation.Options.FollowTimeout = TimeSpan.FromMinutes(40);
        _simulation.PlanRequest = new PlanRequest { MaxMigrations = 3 };
        _simulation.Cluster.Duration = _ => TimeSpan.FromHours(20);
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;
        TakesTime(guest => TimeSpan.FromMinutes(guest == 2 ? 42 : 0));
        Answer(2, _ => new MigrationCheck(MigrationCheckResult.Changed, "gone"));

        _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "b")));

        var (snapshot, request) = balancer.Asked[0];
        Assert.Equal(2, request.MaxMigrations);
        Assert.Contains(1, request.Keep);
        Assert.Equal("b", snapshot.Guests.Single(guest => guest.Id == 1).MigratingTo);
    }

    [Fact]
    public void Where_others_hold_all_places_the_run_says_so_and_makes_no_new_plan()
    {
        _simulation.Options.MaxParallel = 1;
        _simulation.Cluster.RefuseNext(1, "no");
        var balancer = new ScriptedBalancer();
        _simulation.Balancer = balancer;
        var began = false;
        Answer(1, check =>
        {
            began = true;
            return check;
        });
        _provider.OnCapture = facts => began ? facts with { Guests = [.. facts.Guests.Select(guest => guest.Id == 8 ? guest with { MigratingTo = "c" } : guest)] } : facts;
        _simulation.Cluster.Duration = _ => TimeSpan.FromMinutes(2);

        var report = _simulation.Run(Of(Step(1, 1, "a", "b"), Step(2, 2, "a", "c"), Step(3, 3, "a", "c")));

        Assert.Equal((ExecutionEnd.HeldUp, ExecutionVerdict.SomeFailed), (report.End, report.Verdict));
        Assert.Single(report.Warnings);
        Assert.Empty(balancer.Asked);
        Assert.Equal(3, report.Steps.Count);
    }

    [Fact]
    public void A_migration_of_others_beside_which_there_is_room_holds_nothing_up()
    {
        _simulation.Options.MaxParallel = 2;
        _provider.OnCapture = facts => facts with { Guests = [.. facts.Guests.Select(guest => guest.Id == 8 ? guest with { MigratingTo = "c" } : guest)] };
        _simulation.Options.RefreshInterval = TimeSpan.FromDays(1);
        _simulation.Cluster.Duration = _ => TimeSpan.FromMinutes(10);

        var report = _simulation.Run(Of([.. Enumerable.Range(1, 6).Select(id => Step(id, id, "a", "b"))]));

        Assert.Equal((ExecutionEnd.Completed, 6), (report.End, report.Moved));
    }

    private void CloseWindowAfterOneMinute() => _simulation.Options.Windows.Allowed.Add(new() { From = new TimeOnly(7, 0), To = new TimeOnly(8, 1) });

    private void TakesTime(Func<int, TimeSpan> check) => _provider.BeforeCheck = () => Task.Delay(check(_provider.Checks[^1].Guest), _simulation.Clock);

    private void Answer(int guest, Func<MigrationCheck, MigrationCheck> answer) =>
        _provider.OnCheck = (request, check) => request.Guest == guest ? answer(check) : check;
}
