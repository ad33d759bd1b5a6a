using ProxLB.Core.Rules;

namespace ProxLB.Core.Constraints;

/// <summary>Holds guests that tags, rules or the configuration leave alone.</summary>
internal sealed class IgnoreConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Ignore;

    public void Bind(PlacementContext context)
    {
        for (var g = 0; g < context.GuestCount; g++)
        {
            var ignore = context.Rules.IgnoreOf(g);
            if (ignore == GuestIgnore.Always
                || (ignore == GuestIgnore.ExceptMaintenance && !context.Rules.Nodes.Leaving[context.Placement[g]]))
            {
                context.Hold(g, $"It is ignored by {context.Rules.IgnoredBy(g)}.", excused: true);
            }
        }
    }
}
