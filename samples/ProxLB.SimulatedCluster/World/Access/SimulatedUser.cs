namespace ProxLB.SimulatedCluster.World.Access;

/// <summary>A user who can log in.</summary>
/// <param name="Id">The user, such as <c>lb@pve</c>.</param>
/// <param name="Password">The password.</param>
public sealed record SimulatedUser(string Id, string Password)
{
    /// <summary>The one-time code of the second factor; null: no second factor.</summary>
    public string? OneTimeCode { get; init; }
}
