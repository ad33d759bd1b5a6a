using ProxLB.Proxmox.Permissions;

namespace ProxLB.Web.Access;

/// <summary>Whoever sends requests: a user of the cluster, or somebody who shows nothing.</summary>
/// <param name="Credential">What he shows; null: nothing, or nothing that could be a ticket or token.</param>
/// <param name="Address">Where he is, for the log.</param>
internal sealed record Visitor(UserCredential? Credential, string Address)
{
    /// <summary>His name, for the log and the page.</summary>
    public string Name => Credential?.User ?? "nobody";

    public static Visitor Of(HttpContext context) =>
        new(CredentialReader.Read(context.Request), context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
}
