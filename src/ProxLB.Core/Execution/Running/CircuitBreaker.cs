namespace ProxLB.Core.Execution.Running;

/// <summary>Stops everything once too many of the last migrations have failed, and lets nothing start for a while.</summary>
internal sealed class CircuitBreaker(CircuitOptions options, TimeProvider time)
{
    private readonly Queue<bool> _failed = new();
    private int _failures;
    private DateTimeOffset _openUntil;

    /// <summary>Why it is open; null if it is closed.</summary>
    public string? OpenBecause { get; private set; }

    /// <summary>Closes it once its time is over.</summary>
    /// <returns>Why nothing may start and until when; null if it may.</returns>
    public string? Refusal()
    {
        if (OpenBecause is not null && time.GetUtcNow() >= _openUntil)
        {
            OpenBecause = null;
            _failed.Clear();
            _failures = 0;
        }

        return OpenBecause is null ? null : $"{OpenBecause} Nothing is started before {_openUntil:u}.";
    }

    public void Count(bool failed)
    {
        _failed.Enqueue(failed);
        _failures += failed ? 1 : 0;
        if (_failed.Count > options.Window)
        {
            _failures -= _failed.Dequeue() ? 1 : 0;
        }

        if (_failures >= options.MinimumFailures && _failures >= options.FailureRate * _failed.Count)
        {
            Open($"{_failures} of the last {_failed.Count} migrations failed.", options.OpenFor);
        }
    }

    /// <summary>Opens it; a cause that lasts only as long as the run needs no time.</summary>
    public void Open(string because, TimeSpan @for = default)
    {
        OpenBecause ??= because;
        var until = time.GetUtcNow() + @for;
        _openUntil = until > _openUntil ? until : _openUntil;
    }
}
