using ProxLB.Core.Execution.Windows;

namespace ProxLB.Core.Tests.Execution.Windows;

public sealed class ExecutionWindowsTests
{
    // As in central Europe: summer time from 2:00 on the last Sunday of March to 3:00 on the last Sunday of October.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(1), "test", "winter", "summer",
        [TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0, DateTimeKind.Unspecified), 3, 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0, DateTimeKind.Unspecified), 10, 5, DayOfWeek.Sunday))]);

    [Fact]
    public void Without_windows_it_is_always_open()
    {
        Assert.True(new ExecutionWindows(new WindowOptions()).IsOpen(Utc(2026, 11, 22, 3, 0), "target"));
    }

    [Fact]
    public void Allowed_times_end_exclusively_and_may_cross_midnight()
    {
        var windows = Allowed(new WeeklyWindow { Days = [DayOfWeek.Friday], From = new TimeOnly(22, 0), To = new TimeOnly(4, 0) });

        // The 27th of November 2026 is a Friday; the zone is one hour ahead of UTC.
        Assert.False(windows.IsOpen(Utc(2026, 11, 27, 20, 59), "target"));
        Assert.True(windows.IsOpen(Utc(2026, 11, 27, 21, 0), "target"));
        Assert.True(windows.IsOpen(Utc(2026, 11, 28, 2, 59), "target"));
        Assert.False(windows.IsOpen(Utc(2026, 11, 28, 3, 0), "target"));
        Assert.False(windows.IsOpen(Utc(2026, 11, 28, 21, 30), "target"));
        Assert.Equal(Utc(2026, 12, 4, 21, 0), windows.NextOpening(Utc(2026, 11, 28, 12, 0), "target"));
    }

    [Fact]
    public void Blocked_times_outrank_allowed_ones()
    {
        var options = new WindowOptions
        {
            Allowed = [new WeeklyWindow { From = new TimeOnly(0, 0), To = new TimeOnly(0, 0) }],
            Blocked = [new WeeklyWindow { Days = [DayOfWeek.Sunday], From = new TimeOnly(8, 0), To = new TimeOnly(9, 0) }],
        };
        var windows = new ExecutionWindows(options, Zone);

        Assert.True(windows.IsOpen(Utc(2026, 11, 22, 6, 59), "target"));
        Assert.False(windows.IsOpen(Utc(2026, 11, 22, 7, 30), "target"));
        Assert.Equal(Utc(2026, 11, 22, 8, 0), windows.NextOpening(Utc(2026, 11, 22, 7, 30), "target"));
    }

    [Fact]
    public void Windows_concern_the_goals_they_name_and_drains_ignore_them_unless_told_otherwise()
    {
        var options = new WindowOptions { Blocked = [new WeeklyWindow { From = new TimeOnly(0, 0), To = new TimeOnly(0, 0), Goals = ["target", "drain"] }] };
        var windows = new ExecutionWindows(options, Zone);

        Assert.False(windows.IsOpen(Utc(2026, 11, 22, 7, 0), "Target"));
        Assert.True(windows.IsOpen(Utc(2026, 11, 22, 7, 0), "rules-only"));
        Assert.True(windows.IsOpen(Utc(2026, 11, 22, 7, 0), "drain"));
        options.DrainsIgnoreWindows = false;
        Assert.False(windows.IsOpen(Utc(2026, 11, 22, 7, 0), "drain"));
        Assert.Null(windows.NextOpening(Utc(2026, 11, 22, 7, 0), "target"));
    }

    [Fact]
    public void In_spring_an_hour_does_not_occur_and_what_begins_in_it_begins_at_the_jump()
    {
        // On the 28th of March 2027 the clock goes from 2:00 (1:00 UTC) to 3:00.
        var inside = Allowed(new WeeklyWindow { From = new TimeOnly(2, 0), To = new TimeOnly(3, 0) });
        Assert.False(inside.IsOpen(Utc(2027, 3, 28, 0, 59), "target"));
        Assert.False(inside.IsOpen(Utc(2027, 3, 28, 1, 0), "target"));
        Assert.Equal(Utc(2027, 3, 29, 0, 0), inside.NextOpening(Utc(2027, 3, 28, 0, 30), "target"));

        var across = Allowed(new WeeklyWindow { From = new TimeOnly(2, 30), To = new TimeOnly(5, 0) });
        Assert.Equal(Utc(2027, 3, 28, 1, 0), across.NextOpening(Utc(2027, 3, 28, 0, 30), "target"));
        Assert.True(across.IsOpen(Utc(2027, 3, 28, 2, 59), "target"));
        Assert.False(across.IsOpen(Utc(2027, 3, 28, 3, 0), "target"));
    }

    [Fact]
    public void In_autumn_an_hour_occurs_twice_and_so_does_its_window()
    {
        // On the 31st of October 2027 the clock goes from 3:00 (1:00 UTC) back to 2:00.
        var windows = Allowed(new WeeklyWindow { From = new TimeOnly(2, 0), To = new TimeOnly(2, 30) });
        Assert.True(windows.IsOpen(Utc(2027, 10, 31, 0, 15), "target"));
        Assert.False(windows.IsOpen(Utc(2027, 10, 31, 0, 45), "target"));
        Assert.True(windows.IsOpen(Utc(2027, 10, 31, 1, 15), "target"));
        Assert.Equal(Utc(2027, 10, 31, 1, 0), windows.NextOpening(Utc(2027, 10, 31, 0, 45), "target"));

        var reopened = Allowed(new WeeklyWindow { From = new TimeOnly(1, 0), To = new TimeOnly(2, 15) });
        Assert.Equal(Utc(2027, 10, 31, 1, 0), reopened.NextOpening(Utc(2027, 10, 31, 0, 30), "target"));
    }

    [Theory]
    [InlineData(3, 28)]
    [InlineData(10, 31)]
    public void The_next_opening_is_right_at_every_quarter_of_an_hour_around_a_change_of_the_clock(int month, int day)
    {
        var windows = new ExecutionWindows(
            new WindowOptions
            {
                Allowed = [new WeeklyWindow { Days = [DayOfWeek.Sunday, DayOfWeek.Wednesday], From = new TimeOnly(1, 15), To = new TimeOnly(4, 0) }],
                Blocked = [new WeeklyWindow { Days = [DayOfWeek.Sunday], From = new TimeOnly(2, 30), To = new TimeOnly(2, 45) }],
            },
            Zone);
        DateTimeOffset? opening = null;
        var change = Utc(2027, month, day, 1, 0);
        for (var at = change.AddDays(5); at > change.AddDays(-9); at -= TimeSpan.FromMinutes(15))
        {
            opening = windows.IsOpen(at, "target") ? at : opening;
            if (opening is not null)
            {
                Assert.Equal(opening, windows.NextOpening(at, "target"));
            }
        }
    }

    [Fact]
    public void An_unknown_time_zone_is_named_with_what_to_do()
    {
        var refusal = Assert.Throws<TimeZoneNotFoundException>(() => new ExecutionWindows(new WindowOptions { TimeZone = "Mars/Olympus" }));

        Assert.Contains("'Mars/Olympus'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("IANA", refusal.Message, StringComparison.Ordinal);
    }

    private static ExecutionWindows Allowed(WeeklyWindow window) => new(new WindowOptions { Allowed = [window] }, Zone);

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
