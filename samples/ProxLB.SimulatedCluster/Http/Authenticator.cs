using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Finds out who asks: by ticket and CSRF token, or by API token. A ticket comes first.</summary>
internal sealed class Authenticator(ClusterWorld world, TicketIssuer tickets)
{
    public static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("PVEAPIToken", StringComparison.Ordinal);

    public Identity Authenticate(HttpRequest request)
    {
        var authorization = Uri.UnescapeDataString(request.Headers.Authorization.ToString());
        if (Ticket(request, authorization) is { } ticket)
        {
            return ByTicket(request, ticket);
        }

        return HasToken(request)
            ? ByToken(authorization["PVEAPIToken".Length..].TrimStart('=', ' '))
            : throw new RequestRefusedException(401, "No ticket");
    }

    private Identity ByTicket(HttpRequest request, string ticket)
    {
        if (tickets.Verify(ticket) is not { } user || !world.Access.Users.ContainsKey(user))
        {
            throw new RequestRefusedException(401, "permission denied - invalid PVE ticket");
        }

        if (request.Method != "GET" && !tickets.VerifyCsrf(user, request.Headers["CSRFPreventionToken"].ToString()))
        {
            throw new RequestRefusedException(401, "Permission denied - invalid csrf token");
        }

        return new Identity(user);
    }

    private Identity ByToken(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var id = equals < 0 ? text : text[..equals];
        if (!world.Access.Tokens.TryGetValue(id, out var token))
        {
            throw new RequestRefusedException(401, $"no such token '{id}'");
        }

        if (text[(equals + 1)..] != token.Secret)
        {
            throw new RequestRefusedException(401, "invalid token value!");
        }

        return token.Expires <= world.Now
            ? throw new RequestRefusedException(401, $"token '{id}' access expired")
            : token.Owner;
    }

    private static string? Ticket(HttpRequest request, string authorization)
    {
        if (request.Cookies.TryGetValue("PVEAuthCookie", out var cookie))
        {
            return cookie.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(cookie) : cookie;
        }

        return authorization.StartsWith("PVEAuthCookie=", StringComparison.Ordinal) ? authorization["PVEAuthCookie=".Length..] : null;
    }
}
