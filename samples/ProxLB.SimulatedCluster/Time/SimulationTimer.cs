namespace ProxLB.SimulatedCluster.Time;

/// <summary>A timer of a <see cref="SimulationClock"/>: driven by the machine's clock, by <see cref="SimulationClock.Advance"/>, or by both.</summary>
internal sealed class SimulationTimer : ITimer
{
    private readonly Lock _gate = new();
    private readonly SimulationClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer? _machineTimer;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private DateTimeOffset? _due;

    public SimulationTimer(SimulationClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
        if (clock.Speed > 0)
        {
            _machineTimer = clock.Machine.CreateTimer(_ => FireIfDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public DateTimeOffset? Due
    {
        get
        {
            lock (_gate)
            {
                return _due;
            }
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
            return Arm();
        }
    }

    /// <summary>Runs the callback and sets the next time.</summary>
    public void Fire()
    {
        lock (_gate)
        {
            if (_due is not { } due)
            {
                return;
            }

            _due = _period == Timeout.InfiniteTimeSpan ? null : due + _period;
            Arm();
        }

        _callback(_state);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _due = null;
        }

        _machineTimer?.Dispose();
        _clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void FireIfDue()
    {
        bool now;
        lock (_gate)
        {
            now = _due <= _clock.GetUtcNow();
            if (!now)
            {
                Arm();
            }
        }

        if (now)
        {
            Fire();
        }
    }

    private bool Arm()
    {
        if (_machineTimer is null)
        {
            return true;
        }

        if (_due is not { } due)
        {
            return _machineTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        var wait = (due - _clock.GetUtcNow()) / _clock.Speed;
        var rounded = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue));
        return _machineTimer.Change(rounded, Timeout.InfiniteTimeSpan);
    }
}
