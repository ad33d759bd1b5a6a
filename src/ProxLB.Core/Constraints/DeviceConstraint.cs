namespace ProxLB.Core.Constraints;

/// <summary>Holds guests that a device or a local image binds to their host.</summary>
internal sealed class DeviceConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Device;

    public void Bind(PlacementContext context)
    {
        for (var g = 0; g < context.GuestCount; g++)
        {
            var resources = context.Cluster.Guests[g].LocalResources;
            if (resources.Count > 0 && context.MayMove(g))
            {
                context.Hold(g, $"It is bound to its node by {string.Join(", ", resources)}.");
            }
        }
    }
}
