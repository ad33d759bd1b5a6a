using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.Host.Hosting;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Configuration;

public sealed class MaintenanceScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-23T07:49:59+01:00", false)]
    [InlineData("2026-11-23T07:50:00+01:00", true)]
    [InlineData("2026-11-23T10:59:59+01:00", true)]
    [InlineData("2026-11-23T11:00:00+01:00", false)]
    [InlineData("2026-11-24T08:30:00+01:00", false)]
    [InlineData("2026-07-20T08:30:00+02:00", true)]
    public void A_node_is_in_maintenance_from_the_lead_to_the_end(string moment, bool expected) =>
        Assert.Equal(expected ? ["virt77"] : [], Schedule(DayOfWeek.Monday, 8, 0).NodesAt(At(moment), Berlin));

    [Fact]
    public void A_window_reaches_into_the_next_day_and_week()
    {
        var schedule = Schedule(DayOfWeek.Saturday, 23, 0);

        Assert.Equal(["virt77"], schedule.NodesAt(At("2026-11-29T01:30:00+01:00"), Berlin));
    }

    [Fact]
    public void A_start_that_daylight_saving_skips_is_an_hour_later()
    {
        var schedule = Schedule(DayOfWeek.Sunday, 2, 30);

        Assert.Empty(schedule.NodesAt(At("2026-03-29T03:10:00+02:00"), Berlin));
        Assert.Equal(["virt77"], schedule.NodesAt(At("2026-03-29T03:30:00+02:00"), Berlin));
    }

    [Theory]
    [InlineData("2026-11-23T08:30:00Z", true)]
    [InlineData("2026-11-24T08:30:00Z", false)]
    [ShowsEffectOf("proxmox_cluster.maintenance_nodes_schedule")]
    public void A_node_is_emptied_within_its_window(string moment, bool emptied)
    {
        var configuration = ConfigurationText.WithApi("""
            proxmox_cluster: {maintenance_nodes_schedule: {duration: 3, schedules: {PVE1: ['Monday, 8:00']}}}
            balancing: {balanciness: 100}
            """);
        var amendment = new FactsAmendment(configuration.Maintenance, new OwnGuest([], _ => null), TimeZoneInfo.Utc);

        var plan = new Balancer(configuration.Balancer, time: new ManualTimeProvider()).Plan(amendment.Apply(SiteClusters.OneHotNode(), At(moment)));

        Assert.Equal(emptied ? 8 : 0, plan.Migrations.Count);
    }

    [Theory]
    [InlineData("2026-11-22T12:00:00+01:00", "2026-11-23T07:50:00+01:00")]
    [InlineData("2026-11-23T07:49:59+01:00", "2026-11-23T07:50:00+01:00")]
    [InlineData("2026-11-23T07:50:00+01:00", "2026-11-23T11:00:00+01:00")]
    [InlineData("2026-11-23T09:00:00+01:00", "2026-11-23T11:00:00+01:00")]
    [InlineData("2026-11-23T11:00:00+01:00", "2026-11-30T07:50:00+01:00")]
    public void The_next_change_is_the_next_lead_or_end(string after, string expected) =>
        Assert.Equal(At(expected), Schedule(DayOfWeek.Monday, 8, 0).NextChange(At(after), Berlin));

    [Fact]
    public void Without_windows_nothing_ever_changes() =>
        Assert.Null(new MaintenanceSchedule { Starts = { ["virt77"] = [] } }.NextChange(At("2026-11-22T12:00:00Z"), Berlin));

    [Fact]
    public void All_nodes_and_windows_count_and_where_they_overlap_nothing_changes()
    {
        var schedule = Schedule(DayOfWeek.Monday, 8, 0);
        schedule.Starts["virt77"].Add(new(DayOfWeek.Monday, new(10, 0)));
        schedule.Starts["virt78"] = [new(DayOfWeek.Monday, new(12, 0))];

        Assert.Equal(
            [At("2026-11-23T07:50:00+01:00"), At("2026-11-23T11:50:00+01:00"), At("2026-11-23T13:00:00+01:00"), At("2026-11-23T15:00:00+01:00")],
            Changes(schedule, At("2026-11-22T12:00:00Z"), 4));
    }

    [Theory]
    [InlineData(DayOfWeek.Sunday, 2, 30, "2026-03-28T12:00:00+01:00", "2026-03-29T03:20:00+02:00", "2026-03-29T06:30:00+02:00")]
    [InlineData(DayOfWeek.Sunday, 1, 30, "2026-03-28T12:00:00+01:00", "2026-03-29T01:20:00+01:00", "2026-03-29T05:30:00+02:00")]
    [InlineData(DayOfWeek.Sunday, 8, 0, "2026-03-22T12:00:00+01:00", "2026-03-29T07:50:00+02:00", "2026-03-29T11:00:00+02:00")]
    [InlineData(DayOfWeek.Sunday, 1, 30, "2026-10-24T12:00:00+02:00", "2026-10-25T01:20:00+02:00", "2026-10-25T03:30:00+01:00")]
    public void Where_the_clock_jumps_changes_are_where_the_windows_are(DayOfWeek day, int hour, int minute, string after, string lead, string end)
    {
        var schedule = Schedule(day, hour, minute);

        Assert.Equal([At(lead), At(end)], Changes(schedule, At(after), 2));
        Assert.Equal(["virt77"], schedule.NodesAt(At(lead), Berlin));
        Assert.Empty(schedule.NodesAt(At(end), Berlin));
    }

    [Fact]
    public void Leads_and_windows_may_be_a_week_long()
    {
        var led = new MaintenanceSchedule { Lead = TimeSpan.FromDays(7) - TimeSpan.FromHours(2), Starts = { ["virt77"] = [new(DayOfWeek.Monday, new(8, 0))] } };
        var endless = new MaintenanceSchedule { Duration = TimeSpan.FromDays(7), Starts = { ["virt77"] = [new(DayOfWeek.Monday, new(8, 0))] } };

        Assert.Equal([At("2026-11-23T09:00:00+01:00"), At("2026-11-23T10:00:00+01:00")], Changes(led, At("2026-11-22T12:00:00Z"), 2));
        Assert.Null(endless.NextChange(At("2026-11-22T12:00:00Z"), Berlin));
    }

    private static List<DateTimeOffset> Changes(MaintenanceSchedule schedule, DateTimeOffset after, int count)
    {
        var changes = new List<DateTimeOffset>();
        while (changes.Count < count)
        {
            changes.Add(after = schedule.NextChange(after, Berlin)!.Value);
        }

        return changes;
    }

    private static MaintenanceSchedule Schedule(DayOfWeek day, int hour, int minute) => new()
    {
        Duration = TimeSpan.FromHours(3),
        Lead = TimeSpan.FromMinutes(10),
        Starts = { ["virt77"] = [new(day, new(hour, minute))] },
    };

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment);
}
