using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>A plan with all that is needed to carry it out later.</summary>
public sealed record KeptPlan
{
    /// <summary>The plan.</summary>
    public required MigrationPlan Plan { get; init; }

    /// <summary>What it was asked for; a new plan on the way is asked for the same.</summary>
    public required PlanRequest Request { get; init; }

    /// <summary>The facts that it was made from.</summary>
    public required ClusterSnapshot Facts { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Nodes that are used again once it is applied.</summary>
    public IReadOnlyList<string> Undrains { get; init; } = [];

    /// <summary>Until when the cluster's figures lag behind the last migration, and this plan may too; null: they do not.</summary>
    public DateTimeOffset? FiguresLagUntil { get; init; }

    /// <summary>The plan's id, by which it is applied.</summary>
    public string Id => Plan.Id;
}
