using ProxLB.Core.Cluster;

namespace ProxLB.Core.Constraints;

/// <summary>A constraint over guests that share a key, judged by how many of them each node holds.</summary>
public abstract class GroupConstraint : IPlacementConstraint
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Whether it must hold; otherwise it is preferred. Default: it must.</summary>
    protected virtual bool Required => true;

    /// <inheritdoc/>
    public void Bind(PlacementContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var groups = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (KeyOf(context.Cluster.Guests[g]) is { } key)
            {
                if (!groups.TryGetValue(key, out var members))
                {
                    groups.Add(key, members = []);
                }

                members.Add(g);
            }
        }

        foreach (var (key, members) in groups)
        {
            var session = new KeyedSession(this, context, key, [.. members]);
            if (Required)
            {
                context.Require(session);
            }
            else
            {
                context.Prefer(session);
            }
        }
    }

    /// <summary>The group a guest belongs to; null: none.</summary>
    protected abstract string? KeyOf(Guest guest);

    /// <summary>How many members would have to move; 0 if all is well. It must depend on the counts alone.</summary>
    protected abstract long CountViolations(GroupCounts counts);

    private sealed class KeyedSession(GroupConstraint constraint, PlacementContext context, string key, int[] members)
        : GroupSession(
            key,
            members,
            context.Placement,
            null,
            context.NodeCount,
            (g, n) => $"{constraint.Name}: group {key} allows guest {context.Cluster.Guests[g].Id} no place on {context.Cluster.Nodes[n].Name}.")
    {
        protected override long Count(GroupCounts counts) => constraint.CountViolations(counts);
    }
}
