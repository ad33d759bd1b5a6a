using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.TestKit.Contracts;

/// <summary>A constraint that is bound to one cluster, again and again, with its guests in different places.</summary>
internal sealed class ConstraintBinding(IPlacementConstraint constraint, ClusterSnapshot cluster, BalancerOptions options)
{
    public ClusterSnapshot Cluster => cluster;

    /// <summary>What the constraint states with the guests where they are.</summary>
    public PlacementContext Bind() => Bind(cluster);

    /// <summary>What it states with the guests elsewhere.</summary>
    /// <param name="placement">By guest: its node.</param>
    public PlacementContext Bind(ReadOnlySpan<int> placement)
    {
        var guests = new Guest[placement.Length];
        for (var g = 0; g < guests.Length; g++)
        {
            guests[g] = cluster.Guests[g] with { Node = cluster.Nodes[placement[g]].Name };
        }

        return Bind(cluster with { Guests = guests });
    }

    private PlacementContext Bind(ClusterSnapshot snapshot)
    {
        var index = new SnapshotIndex(snapshot);
        var context = new PlacementContext(RuleSet.Derive(index, options.Rules, options.Nodes), HaModel.Derive(index, new RuleWarnings()))
        {
            Binding = constraint.Name,
        };
        constraint.Bind(context);
        return context;
    }
}
