using ProxLB.Core.Cluster;

namespace ProxLB.Core.Constraints;

/// <summary>A constraint that judges each pair of guest and node by itself. It is asked once a run and costs nothing in the search.</summary>
public abstract class NodeFilterConstraint : IPlacementConstraint
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public void Bind(PlacementContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cluster = context.Cluster;
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (!context.MayMove(g) || !Concerns(cluster.Guests[g]))
            {
                continue;
            }

            for (var n = 0; n < context.NodeCount; n++)
            {
                if (context.IsEligible(n) && !Allows(cluster.Guests[g], cluster.Nodes[n]))
                {
                    context.Forbid(g, n);
                }
            }
        }

        context.ExplainWith((g, n) =>
            Concerns(cluster.Guests[g]) && !Allows(cluster.Guests[g], cluster.Nodes[n]) ? Explain(cluster.Guests[g], cluster.Nodes[n]) : null);
    }

    /// <summary>Whether the constraint has anything to say about a guest. Answer false early: it saves a question per node.</summary>
    protected virtual bool Concerns(Guest guest) => true;

    /// <summary>Whether the guest may be on the node.</summary>
    protected abstract bool Allows(Guest guest, ClusterNode node);

    /// <summary>Why it may not, in one sentence.</summary>
    protected virtual string Explain(Guest guest, ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(node);
        return $"{Name} does not allow guest {guest.Id} on {node.Name}.";
    }
}
