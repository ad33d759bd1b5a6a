namespace ProxLB.Host.Setup;

/// <summary>What is to be created for the program in a cluster.</summary>
/// <param name="User">The user with realm.</param>
/// <param name="Token">The name of its API token.</param>
/// <param name="Role">The role.</param>
/// <param name="Privileges">What the role grants.</param>
internal sealed record SetupOptions(string User, string Token, string Role, IReadOnlyList<string> Privileges)
{
    /// <summary>The token with its user, as Proxmox writes it.</summary>
    public string FullToken => $"{User}!{Token}";

    /// <summary>The privileges as <c>pveum</c> takes them.</summary>
    public string PrivilegeList => string.Join(' ', Privileges);
}
