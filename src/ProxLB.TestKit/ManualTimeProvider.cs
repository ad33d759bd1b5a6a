using System.Diagnostics;

namespace ProxLB.TestKit;

/// <summary>A clock that stands still until it is told to go on. Delays, periodic timers and cancellation time-outs that are
/// built on it fire inside <see cref="Advance"/>, in the order of their due times.</summary>
/// <remarks>Work on the thread pool goes on while time passes, and a time-out may then come before an answer. Work that must not
/// be overtaken runs on <see cref="Scheduler"/>.</remarks>
/// <param name="start">The time at the start; null: <see cref="ClusterBuilder.Epoch"/>.</param>
public sealed class ManualTimeProvider(DateTimeOffset? start = null) : TimeProvider
{
    /// <summary>Other threads may have to work in real time before the next timer is set; only a test that hangs takes so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ManualTaskScheduler _scheduler = new();
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start ?? ClusterBuilder.Epoch;
    private long _sequence;
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Runs work on the thread that is in <see cref="RunAsync(Task, TimeSpan?)"/>: time only goes on when nothing of that work is left to do.</summary>
    public TaskScheduler Scheduler => _scheduler;

    /// <summary>How many timers wait to fire.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass; what falls due on the way fires at its own moment, also if it was set on the way.</summary>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + duration);
    }

    /// <summary>Lets time pass from timer to timer until the work has ended.</summary>
    /// <param name="work">What is waited for.</param>
    /// <param name="limit">How much time may pass on this clock; null: a day.</param>
    public async Task RunAsync(Task work, TimeSpan? limit = null)
    {
        var end = GetUtcNow() + (limit ?? TimeSpan.FromDays(1));
        while (!await SettleAsync(work).ConfigureAwait(false))
        {
            var queued = _scheduler.Queued;
            var (due, timerSet) = NextDue();
            if (due is null)
            {
                await Task.WhenAny(work, timerSet, queued).WaitAsync(Patience).ConfigureAwait(false);
            }
            else if (due > end)
            {
                throw new TimeoutException($"The work has not ended at {end:O}; the next timer is due at {due:O}.");
            }
            else
            {
                AdvanceTo(due.Value);
            }
        }

        await work.ConfigureAwait(false);
    }

    /// <summary>As <see cref="RunAsync(Task, TimeSpan?)"/>, with the work's result.</summary>
    public async Task<T> RunAsync<T>(Task<T> work, TimeSpan? limit = null)
    {
        await RunAsync((Task)work, limit).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    // What runs elsewhere than on the scheduler gets a chance to set its own timers before time goes on; that is all that can be done for it.
    private async Task<bool> SettleAsync(Task work)
    {
        _scheduler.Drain();
        for (var round = 0; round < 20 && !work.IsCompleted && !_scheduler.Used; round++)
        {
            await Task.Yield();
        }

        return work.IsCompleted;
    }

    private void AdvanceTo(DateTimeOffset end)
    {
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var timer = _timers.Where(timer => timer.Due <= end).MinBy(timer => (timer.Due, timer.Sequence));
            if (timer is null)
            {
                _now = _now > end ? _now : end;
                return null;
            }

            _now = _now > timer.Due ? _now : timer.Due;
            _timers.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
            {
                Schedule(timer, timer.Period);
            }

            return timer;
        }
    }

    private (DateTimeOffset? Due, Task TimerSet) NextDue()
    {
        lock (_lock)
        {
            return (_timers.Count == 0 ? null : _timers.Min(timer => timer.Due), _timerSet.Task);
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        Debug.Assert(_lock.IsHeldByCurrentThread, "A timer is scheduled under the lock.");
        timer.Due = _now + dueTime;
        timer.Sequence = _sequence++;
        _timers.Add(timer);
        _timerSet.TrySetResult();
        _timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public long Sequence { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (_disposed)
                {
                    return false;
                }

                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    clock.Schedule(this, dueTime);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
