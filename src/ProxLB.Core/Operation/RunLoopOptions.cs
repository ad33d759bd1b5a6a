namespace ProxLB.Core.Operation;

/// <summary>When a <see cref="RunLoop"/> runs.</summary>
public sealed record RunLoopOptions
{
    /// <summary>From the start of one run to the start of the next; default 12 hours.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long the first run waits; default none.</summary>
    public TimeSpan StartDelay { get; init; }

    /// <summary>
    /// The first moment after a given one at which facts change as planned, such as the start or the end of a maintenance; null: none. A run is made then too.
    /// It is one more: those of <see cref="Interval"/> stay where they are. One that comes before the first run, or while a run is in progress, is left to that run
    /// or to one right after it.
    /// </summary>
    public Func<DateTimeOffset, DateTimeOffset?>? NextChange { get; init; }

    /// <summary>Up to this part of the interval, at most five minutes, a run is put off at random, so that clusters do not start at the same moment; default 0.05.</summary>
    public double Jitter { get; init; } = 0.05;

    /// <summary>The first wait after a failure, doubled with each further one; default 30 seconds.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait after a failure; default 15 minutes.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a host that may not act asks again whether it may; default 1 minute.</summary>
    public TimeSpan StandbyInterval { get; init; } = TimeSpan.FromMinutes(1);
}
