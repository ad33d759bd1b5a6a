using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution.Simulation;

/// <summary>A clock that jumps from timer to timer. Made for one thread.</summary>
internal sealed class SimulationClock : TimeProvider
{
    private readonly PriorityQueue<(SimulationTimer Timer, long Version), (DateTimeOffset Due, long Sequence)> _timers = new();
    private DateTimeOffset _now = ClusterBuilder.Epoch;
    private long _sequence;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    /// <summary>Lets time pass without looking at timers.</summary>
    public void Pass(TimeSpan time) => _now += time;

    /// <summary>Forgets all timers, as a process does that dies.</summary>
    public void Forget() => _timers.Clear();

    /// <summary>Goes to the next timer and fires it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Next()
    {
        while (_timers.TryDequeue(out var entry, out var at))
        {
            if (entry.Timer.Version == entry.Version)
            {
                _now = at.Due > _now ? at.Due : _now;
                entry.Timer.Fire();
                return true;
            }
        }

        return false;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulationTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulationTimer(SimulationClock clock, TimerCallback callback, object? state) : ITimer
    {
        public long Version { get; private set; }

        public void Fire()
        {
            Version++;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.True(period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero, "The executor sets no periodic timers.");
            Version++;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock._timers.Enqueue((this, Version), (clock._now + dueTime, clock._sequence++));
            }

            return true;
        }

        public void Dispose() => Version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
