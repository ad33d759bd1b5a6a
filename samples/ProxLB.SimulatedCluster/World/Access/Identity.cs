namespace ProxLB.SimulatedCluster.World.Access;

/// <summary>Who asks: a user, or a token of a user.</summary>
/// <param name="User">The user, such as <c>root@pam</c>.</param>
/// <param name="Token">The token's id; null for the user itself.</param>
public sealed record Identity(string User, string? Token = null)
{
    /// <summary>The superuser, as which the HA manager works.</summary>
    public static Identity Root { get; } = new("root@pam");

    /// <summary>Whether it is the superuser itself, not a token of it.</summary>
    public bool IsRoot => User == "root@pam" && Token is null;

    /// <inheritdoc/>
    public override string ToString() => Token is null ? User : $"{User}!{Token}";
}
