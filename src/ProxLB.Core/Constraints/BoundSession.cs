namespace ProxLB.Core.Constraints;

/// <summary>A session as a constraint registered it.</summary>
/// <param name="Constraint">The constraint's name.</param>
/// <param name="Session">The session.</param>
/// <param name="Weight">What one violation weighs if it is preferred, in thousandths; 0: required.</param>
internal sealed record BoundSession(string Constraint, IConstraintSession Session, long Weight)
{
    /// <summary>Resolution of preferred weights.</summary>
    public const double WeightSteps = 1000;

    /// <summary>A million violations of it still fit into an Int64.</summary>
    public const double LargestWeight = 1e9;

    public bool Required => Weight == 0;
}
