using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;

namespace ProxLB.Core.Constraints;

/// <summary>Holds guests that cannot be moved now: stopped, locked, in motion, unknown, or on a node that cannot be used.</summary>
internal sealed class StateConstraint(RuleOptions options, IReadOnlyList<int> keep) : IPlacementConstraint
{
    public string Name => PlacementConstraints.State;

    public void Bind(PlacementContext context)
    {
        var cluster = context.Cluster;
        var haUnknown = Contains(cluster.Unknown, "ha");
        var kept = new HashSet<int>(keep);
        for (var g = 0; g < context.GuestCount; g++)
        {
            var guest = cluster.Guests[g];
            var node = context.Placement[g];
            var leaving = context.Rules.Nodes.Leaving[node];
            if (haUnknown)
            {
                context.Hold(g, "The HA configuration could not be read, so that no guest moves in this run.");
            }
            else if (guest.MigratingTo is { } target)
            {
                context.Hold(g, $"It is migrating to {target}.", excused: true);
            }
            else if (context.Rules.Nodes.Ignored[node])
            {
                context.Hold(g, $"Its node {guest.Node} is ignored by the configuration.", excused: true);
            }
            else if (!context.IsEligible(node) && !leaving)
            {
                context.Hold(g, $"Its node {guest.Node} {context.Rules.Nodes.Reason(node)}.", excused: true);
            }
            else if (guest.Running != true || guest.Template)
            {
                HoldResting(context, g, guest, leaving);
            }
            else if (guest.Unknown.Count > 0)
            {
                context.Hold(g, $"Its {string.Join(", ", guest.Unknown)} could not be read.");
            }
            else if (guest.Lock is { } reason)
            {
                context.Hold(g, $"It is locked ({reason}).");
            }
            else if (kept.Contains(guest.Id))
            {
                context.Hold(g, "It was asked to stay in this run.", excused: true);
            }
        }
    }

    private void HoldResting(PlacementContext context, int g, Guest guest, bool leaving)
    {
        if (guest.Running is null && !guest.Template)
        {
            context.Hold(g, "Whether it runs is unknown.");
        }
        else if (!leaving || !options.DrainStopped)
        {
            context.Hold(g, guest.Template ? "It is a template." : "It is stopped.", excused: true);
        }
        else if (guest.Lock is { } reason)
        {
            context.Hold(g, $"It is locked ({reason}).");
        }
    }

    private static bool Contains(IReadOnlyList<string> list, string value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (string.Equals(list[i], value, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
