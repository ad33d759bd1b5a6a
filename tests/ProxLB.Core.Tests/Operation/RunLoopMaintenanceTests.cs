using ProxLB.Core.Execution.Windows;
using ProxLB.Core.Operation;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Operation;

/// <summary>A schedule that knows when nodes will be in maintenance. The clock starts at eight.</summary>
public class RunLoopMaintenanceTests
{
    private static readonly RunLoopOptions TwiceADay = new() { Interval = TimeSpan.FromHours(12), Jitter = 0 };
    private static readonly RunLoopOptions FirstAtEleven = TwiceADay with { StartDelay = TimeSpan.FromHours(3) };
    private static readonly DateTimeOffset Eleven = ClusterBuilder.Epoch.AddHours(3);
    private static readonly DateTimeOffset Two = ClusterBuilder.Epoch.AddHours(6);

    [Fact]
    public async Task A_node_is_emptied_when_its_maintenance_starts_and_used_again_after_its_end()
    {
        using var site = new OperatorSite(with: Maintained("pve1"));

        await site.RunAsync(Knowing(Eleven, Two), TimeSpan.FromHours(3.5));

        Assert.DoesNotContain(site.Cluster.Current.Guests, guest => guest.Node == "pve1");
        Assert.Equal(2, site.Operator.History.Count);
        Assert.InRange(site.Operator.History[0].StartedAt, Eleven, Eleven.AddSeconds(1));

        await site.RunAsync(Knowing(Two), TimeSpan.FromHours(4));

        Assert.Contains(site.Cluster.Current.Guests, guest => guest.Node == "pve1");
        Assert.Empty(site.Operator.State.Drained);
    }

    [Fact]
    public async Task Runs_for_a_change_are_one_each_and_leave_the_interval_where_it_is()
    {
        using var site = new OperatorSite(new ClusterBuilder().Node("pve1").Node("pve2").Build());
        using var loop = new RunLoop(site.Operator, Knowing(Eleven, Two), site.Clock);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);

        var due = new List<DateTimeOffset?>();
        for (var hours = 0; hours < 4; hours++)
        {
            await site.PassAsync(loop, TimeSpan.FromHours(hours == 0 ? 1 : 3));
            due.Add(site.Operator.State.NextRunAt);
        }

        Assert.Equal([Eleven, Two, ClusterBuilder.Epoch.AddHours(12), ClusterBuilder.Epoch.AddHours(12)], due);
        Assert.Equal(3, site.Cluster.Captures);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_change_while_a_run_is_in_progress_is_looked_at_right_after_it()
    {
        using var site = new OperatorSite(with: Maintained("pve2"));
        site.Cluster.Duration = _ => TimeSpan.FromMinutes(62);

        await site.RunAsync(Knowing(Eleven), TimeSpan.FromHours(7));

        var runs = site.Operator.History;
        Assert.Equal(2, runs.Count);
        Assert.True(runs[1].EndedAt > Eleven);
        Assert.InRange(runs[0].StartedAt, runs[1].EndedAt!.Value, runs[1].EndedAt!.Value + site.Options.Damping.Settle + TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(site.Cluster.Current.Guests, guest => guest.Node == "pve2");
    }

    [Fact]
    public async Task The_first_run_still_waits_as_told()
    {
        using var site = new OperatorSite();

        await site.RunAsync(Knowing(Eleven) with { StartDelay = TimeSpan.FromHours(4) }, TimeSpan.FromHours(3.5));

        Assert.Equal(0, site.Cluster.Captures);
    }

    [Fact]
    public async Task A_change_that_a_new_schedule_knows_of_counts_at_once()
    {
        using var site = new OperatorSite(with: Maintained("pve1"));
        using var loop = new RunLoop(site.Operator, TwiceADay, site.Clock);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(stop.Token);
        await site.PassAsync(loop, TimeSpan.FromHours(1));
        var asked = loop.WaitingUntil;
        loop.Use(Knowing(Eleven));
        await OperatorSite.UntilAsync(() => loop.WaitingUntil < asked);

        await site.PassAsync(loop, TimeSpan.FromHours(2.5));
        await stop.CancelAsync();
        await running;

        Assert.DoesNotContain(site.Cluster.Current.Guests, guest => guest.Node == "pve1");
    }

    [Fact]
    public async Task A_change_that_does_not_lie_ahead_is_none()
    {
        using var site = new OperatorSite(new ClusterBuilder().Node("pve1").Node("pve2").Build());

        await site.RunAsync(TwiceADay with { NextChange = after => after }, TimeSpan.FromHours(13));

        Assert.Equal(2, site.Cluster.Captures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outside_the_windows_it_only_empties_nodes_and_only_if_a_drain_may(bool drainsIgnoreWindows)
    {
        var hot = OperatorSite.OneHotNode();
        using var site = new OperatorSite(hot with { Guests = [.. hot.Guests, hot.Guests[0] with { Id = 201, Node = "pve3" }] }, Maintained("pve3"));
        site.Options.Windows.Allowed.Add(new WeeklyWindow { From = new TimeOnly(22, 0), To = new TimeOnly(23, 0) });
        site.Options.Windows.DrainsIgnoreWindows = drainsIgnoreWindows;

        await site.RunAsync(Knowing(Eleven, Two), TimeSpan.FromHours(4));

        var moved = site.Operator.History.Select(run => $"{run.Goal} {string.Join(',', run.Steps.Select(step => step.Migration.Guest))}");
        Assert.Equal(drainsIgnoreWindows ? ["drain 201"] : Array.Empty<string>(), moved);
        Assert.Equal("target", site.Operator.State.Plan!.Plan.Goal);
        Assert.Empty(site.Operator.State.Drained);
    }

    [Fact]
    public async Task After_emptying_a_node_the_rest_is_done_when_the_window_opens()
    {
        using var site = new OperatorSite(with: Maintained("pve1"));
        site.Options.Windows.Allowed.Add(new WeeklyWindow { From = new TimeOnly(16, 0), To = new TimeOnly(17, 0) });

        await site.RunAsync(FirstAtEleven, TimeSpan.FromHours(9));

        Assert.Equal(["target", "drain"], site.Operator.History.Select(run => run.Goal));
        Assert.Equal(16, site.Operator.History[0].StartedAt.Hour);
    }

    [Fact]
    public async Task A_node_that_is_half_empty_when_the_window_closes_is_emptied_nevertheless()
    {
        using var site = new OperatorSite(with: Maintained("pve1"));
        site.Cluster.Duration = _ => TimeSpan.FromMinutes(2);
        site.Options.Windows.Blocked.Add(new WeeklyWindow { From = new TimeOnly(11, 3), To = new TimeOnly(8, 0) });

        await site.RunAsync(FirstAtEleven, TimeSpan.FromHours(4));

        Assert.DoesNotContain(site.Cluster.Current.Guests, guest => guest.Node == "pve1");
        Assert.Equal(["drain", "target"], site.Operator.History.Select(run => run.Goal));
    }

    private static RunLoopOptions Knowing(params DateTimeOffset[] changes) =>
        TwiceADay with { NextChange = after => changes.Where(change => change > after).Select(change => (DateTimeOffset?)change).FirstOrDefault() };

    private static Func<OperatorSetup, OperatorSetup> Maintained(string name) => setup => setup with
    {
        Amend = (facts, now) => now < Eleven || now >= Two ? facts : facts with
        {
            Nodes = [.. facts.Nodes.Select(node => node.Name == name ? node with { Maintenance = true } : node)],
        },
    };
}
