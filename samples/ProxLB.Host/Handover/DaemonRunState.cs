using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Handover;

/// <summary>A plan that the daemon carries out, or did.</summary>
internal sealed record DaemonRunState
{
    public required string Plan { get; init; }

    public int Total { get; init; }

    public int Moved { get; init; }

    public int Failed { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public string? End { get; init; }

    public string? Message { get; init; }

    /// <summary>Its steps, those of new plans on the way included.</summary>
    public IReadOnlyList<DaemonStep> Steps { get; init; } = [];

    /// <summary>The plan with what came of each of its migrations.</summary>
    public MigrationPlan OutcomesOf(MigrationPlan plan)
    {
        var steps = Steps.Where(step => step.HasBegun).ToLookup(step => (step.Step, step.Guest, step.To));
        return plan with
        {
            Migrations = [.. plan.Migrations.Select(migration => steps[(migration.Step, migration.Guest, migration.To)].LastOrDefault() is { } step
                ? migration with { Outcome = new() { State = step.State, Node = step.State == MigrationStates.Moved ? migration.To : null } }
                : migration)],
        };
    }
}
