namespace ProxLB.Core.Execution;

/// <summary>When too many failures stop a run, and for how long nothing new is started.</summary>
public sealed class CircuitOptions
{
    /// <summary>The part of the last migrations that must have failed, from 0 to 1; default 0.5.</summary>
    public double FailureRate { get; set; } = 0.5;

    /// <summary>How many of the last migrations are looked at; default 10.</summary>
    public int Window { get; set; } = 10;

    /// <summary>Fewer failures than this never open the circuit; default 3.</summary>
    public int MinimumFailures { get; set; } = 3;

    /// <summary>How long an open circuit lets nothing start; default 15 minutes.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromMinutes(15);
}
