using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>A step while it is carried out.</summary>
internal sealed class RunningStep(long order, string plan, PlannedMigration migration, RunningUnit unit)
{
    /// <summary>Its place among all steps of the run.</summary>
    public long Order { get; } = order;

    public string Plan { get; } = plan;

    public PlannedMigration Migration { get; } = migration;

    public RunningUnit Unit { get; } = unit;

    public List<RunningStep> WaitsFor { get; } = [];

    public List<RunningStep> Dependants { get; } = [];

    /// <summary>How many of the steps it waits for have not ended.</summary>
    public int Blockers { get; set; }

    public StepPhase Phase { get; set; }

    /// <summary>The migration in the journal that an earlier run started; null for a planned step.</summary>
    public Journaling.OpenMigration? Recovered { get; init; }

    /// <summary>How often it had to wait so far.</summary>
    public int Waits { get; set; }

    /// <summary>Since when it was found locked; null: it never was.</summary>
    public DateTimeOffset? LockedSince { get; set; }

    /// <summary>Since when nobody answers for it; null: the last time somebody did.</summary>
    public DateTimeOffset? UnansweredSince { get; set; }

    /// <summary>How often it failed and was tried again.</summary>
    public int Failures { get; set; }

    /// <summary>When the cluster was asked to start it; null while it only waits or is being checked.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public long? TransferredBytes { get; set; }

    public string Label => Migration.Name is { Length: > 0 } name ? $"guest {Migration.Guest} ({name})" : $"guest {Migration.Guest}";
}
