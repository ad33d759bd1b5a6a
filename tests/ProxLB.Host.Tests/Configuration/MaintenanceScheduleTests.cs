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

    private static MaintenanceSchedule Schedule(DayOfWeek day, int hour, int minute) => new()
    {
        Duration = TimeSpan.FromHours(3),
        Lead = TimeSpan.FromMinutes(10),
        Starts = { ["virt77"] = [new(day, new(hour, minute))] },
    };

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment);
}
