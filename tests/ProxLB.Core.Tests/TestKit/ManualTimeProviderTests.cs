using ProxLB.TestKit;

namespace ProxLB.Core.Tests.TestKit;

public class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var start = _time.GetUtcNow();

        Assert.Equal(start, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(start.AddMinutes(1), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(1), _time.GetElapsedTime(start.Ticks));
    }

    [Fact]
    public async Task Delay_ends_at_its_moment_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);

        _time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.001));
        await delay;
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_moments_and_see_those_moments()
    {
        var start = _time.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        using var late = _time.CreateTimer(_ => fired.Add(("late", _time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var early = _time.CreateTimer(_ => fired.Add(("early", _time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(3.5));

        Assert.Equal(
            [("early", TimeSpan.FromSeconds(1)), ("early", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(3)), ("early", TimeSpan.FromSeconds(3))],
            fired);
    }

    [Fact]
    public void Timer_that_is_set_on_the_way_fires_on_the_way()
    {
        ITimer? inner = null;
        var fired = false;
        using var outer = _time.CreateTimer(
            _ => inner = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(fired);
        inner!.Dispose();
    }

    [Fact]
    public void Disposed_timer_does_not_fire_and_cannot_be_changed()
    {
        var timer = _time.CreateTimer(_ => Assert.Fail("It was disposed."), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Periodic_timer_ticks()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), _time);

        for (var tick = 0; tick < 3; tick++)
        {
            var next = timer.WaitForNextTickAsync().AsTask();
            Assert.False(next.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.True(await next);
        }
    }

    [Fact]
    public void Cancellation_comes_after_its_time()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(source.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task Run_goes_from_timer_to_timer_until_the_work_has_ended()
    {
        var start = _time.GetUtcNow();

        var days = await _time.RunAsync(Count(hours: 12));

        Assert.Equal(12, days);
        Assert.Equal(start.AddHours(12), _time.GetUtcNow());

        async Task<int> Count(int hours)
        {
            for (var hour = 0; hour < hours; hour++)
            {
                await Task.Delay(TimeSpan.FromHours(1), _time).ConfigureAwait(false);
            }

            return hours;
        }
    }

    [Fact]
    public async Task Run_says_what_it_waited_for_when_its_limit_is_reached() =>
        await Assert.ThrowsAsync<TimeoutException>(() => _time.RunAsync(Task.Delay(TimeSpan.FromHours(2), _time), TimeSpan.FromHours(1)));

    [Fact]
    public async Task Run_passes_on_what_the_work_throws() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => _time.RunAsync(Task.FromException(new InvalidDataException())));

    [Fact]
    public async Task Work_on_its_scheduler_is_never_overtaken_by_a_time_out()
    {
        var rounds = await _time.RunAsync(Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.None, _time.Scheduler).Unwrap());

        Assert.Equal(50, rounds);

        async Task<int> Work()
        {
            for (var round = 0; round < 50; round++)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
                for (var step = 0; step < 200; step++)
                {
                    await Task.Yield();
                }

                patience.Token.ThrowIfCancellationRequested();
                await Task.Delay(TimeSpan.FromMinutes(1), _time, CancellationToken.None);
            }

            return 50;
        }
    }

    [Fact]
    public async Task Work_on_its_scheduler_may_wait_for_other_threads()
    {
        var answer = await _time.RunAsync(Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.None, _time.Scheduler).Unwrap());

        Assert.Equal(42, answer);

        static async Task<int> Work() => await Task.Run(() => 42);
    }
}
