namespace ProxLB.Core.Execution;

/// <summary>The levers of a running execution. Safe for calls from any thread; one control serves one execution.</summary>
public sealed class ExecutionControl
{
    private readonly Lock _gate = new();
    private Action? _changed;

    /// <summary>Whether nothing new is started at the moment.</summary>
    public bool Paused { get; private set; }

    /// <summary>Whether the execution ends once what runs has ended.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Whether what runs is asked to abort.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>Starts nothing new until <see cref="Resume"/>; what runs goes on.</summary>
    public void Pause() => Set(() => Paused = true);

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume() => Set(() => Paused = false);

    /// <summary>Finishes what runs and starts nothing new: what the first Ctrl+C asks for.</summary>
    public void Stop() => Set(() => Stopped = true);

    /// <summary>Asks the cluster to abort what runs, and starts nothing new: what the second Ctrl+C asks for.</summary>
    public void Cancel() => Set(() => Stopped = Cancelled = true);

    internal void Watch(Action? changed)
    {
        lock (_gate)
        {
            _changed = changed;
        }
    }

    private void Set(Action change)
    {
        Action? changed;
        lock (_gate)
        {
            change();
            changed = _changed;
        }

        changed?.Invoke();
    }
}
