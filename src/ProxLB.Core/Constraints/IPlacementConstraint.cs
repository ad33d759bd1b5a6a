namespace ProxLB.Core.Constraints;

/// <summary>Where a guest may be: affinity, HA groups, licences, or the user's own.</summary>
/// <remarks>Two base classes cover most needs: <see cref="NodeFilterConstraint"/> and <see cref="GroupConstraint"/>.</remarks>
public interface IPlacementConstraint
{
    /// <summary>Its name, unique without regard to case.</summary>
    string Name { get; }

    /// <summary>Says what it demands of this cluster, through the context's verbs. Called once a run.</summary>
    void Bind(PlacementContext context);
}
