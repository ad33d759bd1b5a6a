namespace ProxLB.SimulatedCluster.Time;

/// <summary>A clock that runs <see cref="Speed"/> times as fast as the machine's, or stands still and is moved by hand.</summary>
/// <remarks>Hand the same clock to whatever talks to the simulated cluster: its delays and timers then run as fast.</remarks>
public sealed class SimulationClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _machine;
    private readonly DateTimeOffset _origin;
    private readonly long _machineOrigin;
    private readonly List<SimulationTimer> _timers = [];
    private TimeSpan _byHand;

    /// <summary>Starts the clock.</summary>
    /// <param name="speed">Simulated seconds per second; 0: it only moves by <see cref="Advance"/>.</param>
    /// <param name="start">The time it starts at; null: the machine's time.</param>
    /// <param name="machine">What drives it; null: the machine's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is negative.</exception>
    public SimulationClock(double speed, DateTimeOffset? start = null, TimeProvider? machine = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        Speed = speed;
        _machine = machine ?? System;
        _origin = start ?? _machine.GetUtcNow();
        _machineOrigin = _machine.GetTimestamp();
    }

    /// <summary>Simulated seconds per second of the machine; 0 if it only moves by hand.</summary>
    public double Speed { get; }

    internal TimeProvider Machine => _machine;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _origin + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    private TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _byHand + (Speed > 0 ? _machine.GetElapsedTime(_machineOrigin) * Speed : TimeSpan.Zero);
            }
        }
    }

    /// <summary>Moves the clock forward and runs the timers that have become due, in the order of their times.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        if (Speed > 0)
        {
            MoveBy(by);
        }

        while (NextDue(end) is { } timer)
        {
            if (Speed == 0 && timer.Due is { } due && due > GetUtcNow())
            {
                MoveBy(due - GetUtcNow());
            }

            timer.Fire();
        }

        if (Speed == 0 && end > GetUtcNow())
        {
            MoveBy(end - GetUtcNow());
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SimulationTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    internal void Remove(SimulationTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private void MoveBy(TimeSpan by)
    {
        lock (_gate)
        {
            _byHand += by;
        }
    }

    private SimulationTimer? NextDue(DateTimeOffset end)
    {
        SimulationTimer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
        }

        // A timer asks the clock while it holds its own lock, so that the clock must not ask timers while it holds its own.
        return timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
    }
}
