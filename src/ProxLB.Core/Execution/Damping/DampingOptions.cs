namespace ProxLB.Core.Execution.Damping;

/// <summary>How long a guest is left alone after a migration. Drains and broken required rules do not wait.</summary>
public sealed class DampingOptions
{
    /// <summary>After a migration that succeeded; default 1 hour.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest cooldown that returns can add up to; default 3 days.</summary>
    public TimeSpan MaximumCooldown { get; set; } = TimeSpan.FromDays(3);

    /// <summary>After a migration that failed, doubled with each further one until one succeeds; default 10 minutes.</summary>
    public TimeSpan FailureBackOff { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest back-off after failures; default 1 day.</summary>
    public TimeSpan MaximumFailureBackOff { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a move back to a node counts as a return, and a target that a guest was moved back from is barred; default 7 days.</summary>
    public TimeSpan Memory { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long figures need to settle after a migration before the next run; default 5 minutes.</summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromMinutes(5);
}
