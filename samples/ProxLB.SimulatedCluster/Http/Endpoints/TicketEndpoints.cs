using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary><c>/access/ticket</c>: log in with a password, a second factor, or a ticket that is still valid.</summary>
internal static class TicketEndpoints
{
    private const string HalfTicket = "!tfa!";

    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/access/ticket", _ => null) with { Anonymous = true },
        (ApiEndpoint.Post("/access/ticket", Create) with { Anonymous = true, TokenAllowed = false }).With(
            ApiParameter.Text("username").Mandatory(), ApiParameter.Text("password").Mandatory(), ApiParameter.Text("realm"),
            ApiParameter.Text("otp"), ApiParameter.Text("tfa-challenge"), ApiParameter.Text("path"), ApiParameter.Text("privs"),
            ApiParameter.Flag("new-format")),
    ];

    private static JsonObject Create(ApiCall call)
    {
        var name = call.TextOrNull("realm") is { } realm ? $"{call.Text("username")}@{realm}" : call.Text("username");
        if (!call.World.Access.Users.TryGetValue(name, out var user))
        {
            throw Failure();
        }

        if (call.TextOrNull("tfa-challenge") is { } challenge)
        {
            return call.Tickets.Verify(challenge) == HalfTicket + name && call.Text("password") == $"totp:{user.OneTimeCode}"
                ? Full(call, name)
                : throw Failure();
        }

        // A ticket that is still valid renews itself; so the second factor is asked once only.
        if (call.Tickets.Verify(call.Text("password")) == name)
        {
            return Full(call, name);
        }

        if (call.Text("password") != user.Password)
        {
            throw Failure();
        }

        return user.OneTimeCode is null ? Full(call, name) : Half(call, name);
    }

    private static JsonObject Full(ApiCall call, string name)
    {
        if (call.TextOrNull("path") is { } path && call.TextOrNull("privs") is { } privileges)
        {
            foreach (var privilege in privileges.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!call.World.Access.Has(new Identity(name), path, privilege))
                {
                    throw Failure();
                }
            }
        }

        return new JsonObject
        {
            ["username"] = name,
            ["ticket"] = call.Tickets.Issue(name),
            ["CSRFPreventionToken"] = call.Tickets.IssueCsrf(name),
            ["clustername"] = call.World.Settings.Name,
            ["cap"] = Capabilities(call, name),
        };
    }

    private static JsonObject Half(ApiCall call, string name) => new()
    {
        ["username"] = name,
        ["ticket"] = call.Tickets.Issue(HalfTicket + name),
        ["CSRFPreventionToken"] = call.Tickets.IssueCsrf(name),
        ["NeedTFA"] = 1,
    };

    private static JsonObject Capabilities(ApiCall call, string name)
    {
        var view = new JsonObject();
        foreach (var (key, path) in new[] { ("vms", "/vms"), ("storage", "/storage"), ("nodes", "/nodes"), ("dc", "/") })
        {
            var privileges = call.World.Access.PrivilegesOn(new Identity(name), path).Order(StringComparer.Ordinal);
            view[key] = new JsonObject(privileges.Select(privilege => KeyValuePair.Create(privilege, (JsonNode?)true.Bit())));
        }

        return view;
    }

    private static RequestRefusedException Failure() => new(401, "authentication failure");
}
