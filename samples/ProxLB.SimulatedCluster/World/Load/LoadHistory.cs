namespace ProxLB.SimulatedCluster.World.Load;

/// <summary>Load over time as a step function; before the first step the first value holds.</summary>
internal sealed class LoadHistory
{
    private readonly List<(DateTimeOffset From, LoadPoint Point)> _steps = [];

    public void Record(DateTimeOffset at, LoadPoint point)
    {
        if (_steps.Count == 0 || _steps[^1].Point != point)
        {
            _steps.Add((at, point));
        }
    }

    /// <summary>The load at a moment; null if nothing was recorded.</summary>
    public LoadPoint? At(DateTimeOffset moment)
    {
        for (var index = _steps.Count - 1; index > 0; index--)
        {
            if (_steps[index].From <= moment)
            {
                return _steps[index].Point;
            }
        }

        return _steps.Count > 0 ? _steps[0].Point : null;
    }

    /// <summary>The mean over a span, of the time in which it was active; null if it never was.</summary>
    public LoadPoint? Average(DateTimeOffset from, DateTimeOffset to)
    {
        double seconds = 0, cpu = 0, memory = 0;
        for (var index = 0; index < _steps.Count; index++)
        {
            var begin = index == 0 ? DateTimeOffset.MinValue : _steps[index].From;
            var end = index + 1 < _steps.Count ? _steps[index + 1].From : DateTimeOffset.MaxValue;
            var length = ((end < to ? end : to) - (begin > from ? begin : from)).TotalSeconds;
            var point = _steps[index].Point;
            if (length > 0 && point.Active)
            {
                seconds += length;
                cpu += length * point.Cpu;
                memory += length * point.Memory;
            }
        }

        return seconds > 0 ? new LoadPoint(true, cpu / seconds, memory / seconds) : null;
    }
}
