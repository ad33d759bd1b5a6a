namespace ProxLB.Core.Constraints;

/// <summary>Holds guests that were moved a short time ago, and keeps guests off targets they were moved back from. A drain may move them all the same.</summary>
internal sealed class CooldownConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Cooldown;

    public void Bind(PlacementContext context)
    {
        var now = context.Cluster.CapturedAt;
        for (var g = 0; g < context.GuestCount; g++)
        {
            var guest = context.Cluster.Guests[g];
            foreach (var name in guest.BarredNodes)
            {
                if (context.IndexOfNode(name) is >= 0 and var node)
                {
                    context.Forbid(g, node);
                }
            }

            if (guest.CooldownUntil > now && context.MayMove(g) && !context.Rules.Nodes.Leaving[context.Placement[g]])
            {
                context.Hold(g, $"It cools down from its last migration until {guest.CooldownUntil:u}.");
            }
        }

        var guests = context.Cluster.Guests;
        var nodes = context.Cluster.Nodes;
        context.ExplainWith((g, n) => guests[g].BarredNodes.Contains(nodes[n].Name, StringComparer.OrdinalIgnoreCase)
            ? $"It was moved back from {nodes[n].Name} before."
            : null);
    }
}
