using ProxLB.Core.Cluster;
using ProxLB.Core.Strategies;
using ProxLB.TestKit.Contracts;

namespace ProxLB.TestKit;

/// <summary>Checks a strategy against the contract of <see cref="IBalancingStrategy"/>.</summary>
/// <remarks>Checked is that it and its dimensions have names and units; that there is a figure for each node
/// and each guest, none negative and none above 2^52; that a second measurement is equal; and that all this also holds for the cluster without
/// guests and for one of which nothing is known but names.</remarks>
public static class StrategyTester
{
    /// <summary>Measures the cluster and two variants of it.</summary>
    /// <param name="strategy">The strategy; it measures several times.</param>
    /// <param name="cluster">A cluster with nodes and guests that the strategy has figures for.</param>
    /// <exception cref="ContractViolationException">Something does not hold; all that was found is listed.</exception>
    public static void Verify(IBalancingStrategy strategy, ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(cluster);
        var violations = new ViolationList(strategy.GetType().Name);
        violations.CheckName(() => strategy.Name);
        Check(strategy, cluster, "the cluster", violations);
        Check(strategy, cluster with { Guests = [] }, "the cluster without guests", violations);
        Check(strategy, Unknown(cluster), "the cluster with all figures unknown", violations);
        violations.ThrowIfAny();
    }

    private static void Check(IBalancingStrategy strategy, ClusterSnapshot cluster, string which, ViolationList violations) =>
        violations.Guard($"Measuring {which}", () => new MeasureCheck(cluster, which, violations).Check(strategy));

    private static ClusterSnapshot Unknown(ClusterSnapshot cluster) => cluster with
    {
        Nodes = [.. cluster.Nodes.Select(node => new ClusterNode { Name = node.Name, Online = false })],
        Guests = [.. cluster.Guests.Select(guest => new Guest { Id = guest.Id, Node = guest.Node, Running = null })],
    };
}
