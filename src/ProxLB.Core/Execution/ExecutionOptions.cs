using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Execution.Windows;

namespace ProxLB.Core.Execution;

/// <summary>How plans are carried out: limits, patience and when to give up.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The most migrations at the same time in the whole cluster, those that others started included; default 4.</summary>
    public int MaxParallel { get; set; } = 4;

    /// <summary>The most migrations to one node at the same time; default 2.</summary>
    public int MaxIn { get; set; } = 2;

    /// <summary>The most migrations from one node at the same time; default 2.</summary>
    public int MaxOut { get; set; } = 2;

    /// <summary>Writes down what would be done and sends nothing; default false.</summary>
    public bool DryRun { get; set; }

    /// <summary>How often a running migration is asked after, at most 1 day; default 5 seconds.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one question to the cluster may take before it counts as unanswered, at most 1 day; default 60 seconds.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>After this a migration is reported as still running; it keeps its place in the limits; default 1800 seconds.</summary>
    public TimeSpan StepTimeout { get; set; } = TimeSpan.FromSeconds(1800);

    /// <summary>After this a run ends without the migration, which the next run takes up again; default 12 hours.</summary>
    public TimeSpan FollowTimeout { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How many rounds of the HA manager a guest must stay on its target to count as moved; default 3.</summary>
    public int HaVerificationRounds { get; set; } = 3;

    /// <summary>The length of one round of the HA manager, at most 1 day; default 10 seconds.</summary>
    public TimeSpan HaRoundInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the facts are read again during a run, for what others have in flight, at most 1 day; default 60 seconds.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The first wait before a locked guest is tried again, doubled each time, at most 1 day; default 15 seconds.</summary>
    public TimeSpan LockedRetryInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest wait between two tries of a locked guest, at most 1 day; default 5 minutes.</summary>
    public TimeSpan LockedRetryMaximum { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After this a locked guest is left for the next run; default 30 minutes.</summary>
    public TimeSpan LockedTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the cluster may be out of reach before the run ends; default 10 minutes.</summary>
    public TimeSpan UnreachableTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>By how much the cluster's clock may be behind this one; default 30 seconds.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed member of a half done unit is tried again before the unit is taken back; default 1.</summary>
    public int UnitRetries { get; set; } = 1;

    /// <summary>The most new plans in one run; default 10.</summary>
    public int MaxReplans { get; set; } = 10;

    /// <summary>When too many failures stop everything.</summary>
    public CircuitOptions Circuit { get; set; } = new();

    /// <summary>How long a guest is left alone after a migration.</summary>
    public DampingOptions Damping { get; set; } = new();

    /// <summary>When migrations may be started.</summary>
    public WindowOptions Windows { get; set; } = new();
}
