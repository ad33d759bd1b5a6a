using ProxLB.Proxmox.Permissions;

namespace ProxLB.Web.Access;

/// <summary>Finds what a request brings along to prove who sends it. A ticket comes before a token, as with Proxmox itself.</summary>
internal static class CredentialReader
{
    public const string Cookie = "PVEAuthCookie";

    private const string TokenScheme = "PVEAPIToken";

    public static UserCredential? Read(HttpRequest request)
    {
        if (request.Cookies.TryGetValue(Cookie, out var ticket) && ticket.Length > 0)
        {
            return UserCredential.FromTicket(ticket);
        }

        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(TokenScheme, StringComparison.Ordinal) && authorization.Length > TokenScheme.Length
            ? UserCredential.FromToken(Uri.UnescapeDataString(authorization[(TokenScheme.Length + 1)..]))
            : null;
    }

    /// <summary>Whether the request shows anything at all, of whatever shape.</summary>
    public static bool HasAny(HttpRequest request) => request.Cookies.ContainsKey(Cookie) || request.Headers.Authorization.Count > 0;
}
