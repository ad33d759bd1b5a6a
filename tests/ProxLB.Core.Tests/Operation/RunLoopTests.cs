using ProxLB.Core.Cluster;
using ProxLB.Core.Execution.Windows;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Operation;

/// <summary>Days of the schedule in milliseconds.</summary>
public class RunLoopTests
{
    private static readonly RunLoopOptions Hourly = new() { Interval = TimeSpan.FromHours(1), Jitter = 0 };

    [Fact]
    public async Task It_balances_at_once_and_then_leaves_a_balanced_cluster_alone_for_days()
    {
        using var site = new OperatorSite();

        await site.RunAsync(Hourly, TimeSpan.FromDays(3));

        var run = Assert.Single(site.Operator.History);
        Assert.Equal(RunLoop.AskedBy, run.AskedBy);
        Assert.Equal(run.Steps.Length, site.Cluster.Started.Count);
        Assert.InRange(site.Cluster.Captures, 72, 100);
    }

    [Fact]
    public async Task The_first_run_waits_as_told_and_the_state_says_until_when()
    {
        using var site = new OperatorSite();
        var first = site.Clock.GetUtcNow() + TimeSpan.FromHours(5);
        using var loop = new RunLoop(site.Operator, Hourly with { StartDelay = TimeSpan.FromHours(5) }, site.Clock);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);

        Assert.Equal(first, site.Operator.State.NextRunAt);
        site.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(0, site.Cluster.Captures);

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_capture_that_fails_is_tried_again_ever_more_rarely_and_then_as_usual()
    {
        var asked = 0;
        using var site = new OperatorSite(with: setup => setup with { MayAct = Ask });
        site.Cluster.Unreachable = true;
        Task<ActingDecision> Ask(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(ActingDecision.Yes);
        }

        await site.RunAsync(Hourly, TimeSpan.FromHours(2));

        // 30 s, 1, 2, 4, 8 and then every 15 minutes.
        Assert.InRange(asked, 10, 14);
        Assert.NotNull(site.Operator.State.LastError);
        site.Cluster.Unreachable = false;

        await site.RunAsync(Hourly, TimeSpan.FromHours(2));

        Assert.Single(site.Operator.History);
        Assert.Null(site.Operator.State.LastError);
    }

    [Fact]
    public async Task A_balancer_that_throws_does_not_end_it()
    {
        using var site = new OperatorSite(with: setup => setup with { Balancer = new FailingBalancer(setup.Balancer, times: 2) });

        await site.RunAsync(Hourly, TimeSpan.FromHours(3));

        Assert.Single(site.Operator.History);
    }

    [Fact]
    public async Task Outside_the_windows_it_plans_and_moves_nothing_and_acts_when_one_opens()
    {
        using var site = new OperatorSite();
        site.Options.Windows.Allowed.Add(new WeeklyWindow { From = new TimeOnly(22, 0), To = new TimeOnly(23, 0) });

        await site.RunAsync(new RunLoopOptions { Interval = TimeSpan.FromHours(12), Jitter = 0 }, TimeSpan.FromHours(13));
        Assert.NotNull(site.Operator.State.Plan);
        Assert.Empty(site.Cluster.Started);

        await site.RunAsync(new RunLoopOptions { Interval = TimeSpan.FromHours(12), Jitter = 0 }, TimeSpan.FromHours(2));
        Assert.NotEmpty(site.Cluster.Started);
        Assert.All(site.Cluster.Started, migration => Assert.Equal(22, migration.Ticket.StartedAt.Hour));
    }

    [Fact]
    public async Task After_migrations_it_waits_until_figures_have_settled()
    {
        using var site = new OperatorSite();
        site.Options.Damping.Settle = TimeSpan.FromMinutes(20);
        var minutely = new RunLoopOptions { Interval = TimeSpan.FromMinutes(1), Jitter = 0 };

        await site.RunAsync(minutely, TimeSpan.FromMinutes(15));

        Assert.Single(site.Operator.History);
        var planned = Assert.IsType<KeptPlan>(site.Operator.State.Plan);
        Assert.True(planned.MadeAt <= site.Operator.History[0].StartedAt);
    }

    [Fact]
    public async Task A_host_that_is_not_the_master_does_nothing_until_it_is()
    {
        var master = false;
        using var site = new OperatorSite(with: setup => setup with
        {
            MayAct = _ => Task.FromResult(Volatile.Read(ref master) ? ActingDecision.Yes : new ActingDecision(Allowed: false, "The HA master is pve2.", "pve2")),
        });

        await site.RunAsync(Hourly, TimeSpan.FromHours(5));
        Assert.Equal(0, site.Cluster.Captures);
        Volatile.Write(ref master, true);
        await site.RunAsync(Hourly, TimeSpan.FromMinutes(30));

        Assert.Single(site.Operator.History);
    }

    [Fact]
    public async Task While_paused_it_does_nothing_and_goes_on_when_resumed()
    {
        using var site = new OperatorSite();
        site.Operator.Pause();
        await site.RunAsync(Hourly, TimeSpan.FromHours(5));
        Assert.Equal(0, site.Cluster.Captures);

        site.Operator.Resume();
        await site.RunAsync(Hourly, TimeSpan.FromMinutes(30));

        Assert.Single(site.Operator.History);
    }

    [Fact]
    public async Task Where_nothing_may_be_sent_it_plans_only()
    {
        using var site = new OperatorSite(with: setup => setup with { NothingIsSentBecause = "off." });

        await site.RunAsync(Hourly, TimeSpan.FromHours(3));

        Assert.NotEmpty(site.Operator.State.Plan!.Plan.Migrations);
        Assert.Empty(site.Cluster.Started);
        Assert.Empty(site.Operator.History);
    }

    [Fact]
    public async Task A_shorter_interval_counts_at_once()
    {
        using var site = new OperatorSite();
        using var loop = new RunLoop(site.Operator, new RunLoopOptions { Interval = TimeSpan.FromDays(30), StartDelay = TimeSpan.FromDays(30), Jitter = 0 }, site.Clock);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);
        var asked = loop.WaitingUntil;
        loop.Use(Hourly);
        await OperatorSite.UntilAsync(() => loop.WaitingUntil < asked);

        await site.PassAsync(loop, TimeSpan.FromHours(2));
        await stop.CancelAsync();
        await running;

        Assert.Single(site.Operator.History);
    }

    [Fact]
    public async Task Jitter_puts_runs_off_by_a_part_of_the_interval_and_never_forward()
    {
        using var site = new OperatorSite(new ClusterBuilder().Node("pve1").Node("pve2").Build());
        using var loop = new RunLoop(site.Operator, new RunLoopOptions { Interval = TimeSpan.FromHours(1), Jitter = 0.05 }, site.Clock, random: new Random(7));
        using var stop = new CancellationTokenSource();
        var begun = site.Clock.GetUtcNow();
        var running = loop.RunAsync(stop.Token);
        await site.PassAsync(loop, TimeSpan.FromMinutes(1));

        Assert.InRange(site.Operator.State.NextRunAt!.Value - begun, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(63));
        Assert.NotEqual(begun + TimeSpan.FromHours(1), site.Operator.State.NextRunAt);

        await stop.CancelAsync();
        await running;
    }

    private sealed class FailingBalancer(IBalancer inner, int times) : IBalancer
    {
        private int _left = times;

        public MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default) =>
            Interlocked.Decrement(ref _left) >= 0 ? throw new InvalidOperationException("Broken.") : inner.Plan(snapshot, request, cancellationToken);

        public string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null) => inner.Objection(snapshot, steps, request);
    }
}
