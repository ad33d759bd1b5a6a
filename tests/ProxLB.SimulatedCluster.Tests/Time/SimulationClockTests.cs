using ProxLB.SimulatedCluster.Time;

namespace ProxLB.SimulatedCluster.Tests.Time;

public class SimulationClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clock_without_speed_moves_by_hand_and_fires_timers_at_their_times()
    {
        var clock = new SimulationClock(0, Start);
        var fired = new List<TimeSpan>();
        using var once = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow() - Start), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow() - Start), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        Assert.Equal(Start, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(6.5));
        Assert.Equal([2, 4, 5, 6], fired.Select(time => time.TotalSeconds));
        Assert.Equal(Start.AddSeconds(6.5), clock.GetUtcNow());
        Assert.Equal(6.5, clock.GetElapsedTime(0).TotalSeconds);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        var clock = new SimulationClock(0, Start);
        var timer = clock.CreateTimer(_ => Assert.Fail("disposed"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Delays_end_when_their_time_has_come()
    {
        var clock = new SimulationClock(0, Start);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public void A_fast_clock_runs_as_many_times_as_fast_as_the_one_that_drives_it()
    {
        var machine = new SimulationClock(0, Start);
        var clock = new SimulationClock(60, Start, machine);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
        machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((Start.AddMinutes(1), 0), (clock.GetUtcNow(), fired));
        machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void It_does_not_run_backwards() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulationClock(-1));
}
