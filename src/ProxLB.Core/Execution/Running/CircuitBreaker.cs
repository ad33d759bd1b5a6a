namespace ProxLB.Core.Execution.Running;

/// <summary>Stops everything once too many of the last migrations have failed, and lets nothing start for a while. Safe for concurrent calls.</summary>
internal sealed class CircuitBreaker(CircuitOptions options, TimeProvider time, CircuitState? open)
{
    private readonly Lock _gate = new();
    private readonly Queue<bool> _failed = new();
    private int _failures;
    private bool _unwritten;

    /// <summary>Why and until when it is open; null if it is closed.</summary>
    public CircuitState? Open { get; private set; } = open;

    /// <summary>Closes it if its time is over; asked between runs, so that a run that met an open circuit ends with it.</summary>
    public void CloseIfOver()
    {
        lock (_gate)
        {
            if (Open is not null && time.GetUtcNow() >= Open.Until)
            {
                Clear();
            }
        }
    }

    /// <summary>Takes in how a migration ended.</summary>
    public void Count(bool failed)
    {
        lock (_gate)
        {
            _failed.Enqueue(failed);
            _failures += failed ? 1 : 0;
            if (_failed.Count > options.Window)
            {
                _failures -= _failed.Dequeue() ? 1 : 0;
            }

            if (_failures >= options.MinimumFailures && _failures >= options.FailureRate * _failed.Count)
            {
                OpenFor($"{_failures} of the last {_failed.Count} migrations failed.", options.OpenFor);
            }
        }
    }

    /// <summary>Opens it until the end of the run, for a cause that the next run meets again if it lasts.</summary>
    public void OpenForThisRun(string because)
    {
        lock (_gate)
        {
            OpenFor(because, TimeSpan.Zero);
        }
    }

    /// <summary>Closes it before its time, at the user's wish.</summary>
    public void Close()
    {
        lock (_gate)
        {
            Clear();
        }
    }

    /// <summary>The opening that has to outlive the process and was not handed out yet; null if there is none.</summary>
    public CircuitState? TakeUnwritten()
    {
        lock (_gate)
        {
            var taken = _unwritten ? Open : null;
            _unwritten = false;
            return taken;
        }
    }

    private void OpenFor(string because, TimeSpan @for)
    {
        var now = time.GetUtcNow();
        if (Open is null || now + @for > Open.Until)
        {
            Open = new CircuitState(because, Open?.Since ?? now, now + @for);
            _unwritten |= Open.Lasts;
        }
    }

    private void Clear()
    {
        Open = null;
        _unwritten = false;
        _failed.Clear();
        _failures = 0;
    }
}
