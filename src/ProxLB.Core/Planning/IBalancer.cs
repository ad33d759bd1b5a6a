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
}
