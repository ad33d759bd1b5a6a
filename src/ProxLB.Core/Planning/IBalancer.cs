using ProxLB.Core.Cluster;

namespace ProxLB.Core.Planning;

/// <summary>Plans migrations for a cluster. Safe for concurrent calls.</summary>
public interface IBalancer
{
    /// <summary>Decides what to move and in which order.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="request">What is asked for; null: what the options say.</param>
    /// <param name="cancellationToken">Ends the search; the best plan so far is returned and says so.</param>
    /// <exception cref="InvalidClusterException">The facts, the options or a strategy's figures are unusable.</exception>
    MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>Whether steps of an earlier plan still keep every required rule and limit on the way, on facts that are newer than the plan.</summary>
    /// <param name="snapshot">The facts; what is in flight is marked there.</param>
    /// <param name="steps">The steps in their serial order; a unit that has begun only with what is left of it.</param>
    /// <param name="request">What the plan was asked for; null: what the options say.</param>
    /// <returns>Why not, in one sentence; null if they do. Whoever wraps a balancer passes the question on: an executor trusts the answer.</returns>
    string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null);
}
