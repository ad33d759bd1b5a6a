namespace ProxLB.SimulatedCluster.World.Access;

/// <summary>An API token.</summary>
/// <param name="Owner">The user it belongs to, and its id.</param>
/// <param name="Secret">Its secret, a UUID.</param>
public sealed record SimulatedToken(Identity Owner, string Secret)
{
    /// <summary>Whether it has only the rights that both it and its user have.</summary>
    public bool PrivilegeSeparation { get; init; } = true;

    /// <summary>When it expires; null: never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
