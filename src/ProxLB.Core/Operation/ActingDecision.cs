namespace ProxLB.Core.Operation;

/// <summary>Whether this host may migrate guests.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Reason">Why not, in one sentence that says where to go instead; null if it may.</param>
/// <param name="Master">The host that may; null if it is this one, or nobody knows.</param>
public sealed record ActingDecision(bool Allowed, string? Reason = null, string? Master = null)
{
    /// <summary>It may.</summary>
    public static ActingDecision Yes { get; } = new(Allowed: true);
}
