using ProxLB.Core.Planning;

namespace ProxLB.Core.Analysis;

/// <summary>All that is wrong with a cluster's rules, and what losses would do.</summary>
public sealed record ClusterCheck
{
    /// <summary>The smallest sets of rules that cannot hold together.</summary>
    public IReadOnlyList<RuleConflict> Conflicts { get; init; } = [];

    /// <summary>HA rules that the HA manager does not apply.</summary>
    public IReadOnlyList<DroppedRule> DroppedRules { get; init; } = [];

    /// <summary>What is violated and cannot be repaired by migrations.</summary>
    public IReadOnlyList<UnsatisfiedItem> Unsatisfied { get; init; } = [];

    /// <summary>What is violated and would be repaired: the migrations of goal <c>rules-only</c>.</summary>
    public IReadOnlyList<PlannedMigration> Repairs { get; init; } = [];

    /// <summary>What the administrator should know: unknown names, rules without effect, figures that are missing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The loss of each node that holds running guests.</summary>
    public IReadOnlyList<LossReport> NodeLosses { get; init; } = [];

    /// <summary>The loss of each fault domain, for each label with several values.</summary>
    public IReadOnlyList<LossReport> DomainLosses { get; init; } = [];

    /// <summary>Permissions that the credentials lack; null if nobody looked, as for a snapshot from a file. The analyzer leaves it to whoever has access.</summary>
    public IReadOnlyList<MissingPermission>? MissingPermissions { get; init; }

    /// <summary>Whether something required is violated that migrations cannot repair; a conflict is.</summary>
    public bool Violated => Conflicts.Count > 0 || Unsatisfied.Any(item => item.Required);
}
