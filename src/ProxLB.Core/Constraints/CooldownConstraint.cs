namespace ProxLB.Core.Constraints;

/// <summary>Holds guests that were moved a short time ago, and keeps guests off targets they were moved back from.</summary>
/// <remarks>A drain and a broken required rule may move them all the same; so it binds after the rules.</remarks>
internal sealed class CooldownConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Cooldown;

    public void Bind(PlacementContext context)
    {
        var now = context.Cluster.CapturedAt;
        bool[]? broken = null;
        for (var g = 0; g < context.GuestCount; g++)
        {
            var guest = context.Cluster.Guests[g];
            foreach (var name in guest.BarredNodes)
            {
                // Where it is by now, others have brought it: the bar is about coming.
                if (context.IndexOfNode(name) is >= 0 and var node && node != context.Placement[g])
                {
                    context.Forbid(g, node);
                }
            }

            if (guest.CooldownUntil > now
                && context.MayMove(g)
                && context.AllowedOf(g).Contains(context.Placement[g])
                && !(broken ??= context.GuestsOfBrokenRules())[g])
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
