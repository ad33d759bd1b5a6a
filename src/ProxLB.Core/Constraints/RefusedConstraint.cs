namespace ProxLB.Core.Constraints;

/// <summary>Keeps guests off nodes that Proxmox's own precondition or its device mappings refuse.</summary>
internal sealed class RefusedConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Refused;

    public void Bind(PlacementContext context)
    {
        var guests = context.Cluster.Guests;
        for (var g = 0; g < context.GuestCount; g++)
        {
            foreach (var forbidden in guests[g].ForbiddenNodes)
            {
                // Where it runs it has been accepted; the refusal is about coming.
                if (context.IndexOfNode(forbidden.Node) is >= 0 and var node && node != context.Placement[g])
                {
                    context.Forbid(g, node);
                }
            }
        }

        var nodes = context.Cluster.Nodes;
        context.ExplainWith((g, n) =>
        {
            foreach (var forbidden in guests[g].ForbiddenNodes)
            {
                if (string.Equals(forbidden.Node, nodes[n].Name, StringComparison.OrdinalIgnoreCase))
                {
                    return $"Proxmox refuses {nodes[n].Name}: {forbidden.Reason.TrimEnd('.')}.";
                }
            }

            return null;
        });
    }
}
