using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>What one planning run is asked for, beside the options.</summary>
public sealed record PlanRequest
{
    /// <summary>The goal; null: that of the options.</summary>
    public BalancingGoal? Goal { get; init; }

    /// <summary>Nodes to empty; not empty means goal <see cref="BalancingGoal.Drain"/>.</summary>
    public IReadOnlyList<string> Drain { get; init; } = [];

    /// <summary>Guests to bring back after a maintenance, usually with goal <see cref="BalancingGoal.RulesOnly"/>; one that may not return is a warning.</summary>
    public IReadOnlyList<GuestReturn> Return { get; init; } = [];

    /// <summary>VMIDs that stay in this run, such as those an administrator has unticked.</summary>
    public IReadOnlyList<int> Keep { get; init; } = [];

    /// <summary>The most migrations; null: that of the options.</summary>
    public int? MaxMigrations { get; init; }

    /// <summary>Whether to compute the frontier too.</summary>
    public bool Frontier { get; init; }
}
