using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Answers a request whose parameters are read: who asks, may he, is the node there, are the parameters right, then the call itself.</summary>
internal sealed class ApiDispatcher(ClusterWorld world, Authenticator authenticator, TicketIssuer tickets)
{
    public ApiResponse Dispatch(HttpRequest request, string format, string[] segments, SimulatedNode entry, Dictionary<string, string> given)
    {
        Identity? user;
        var found = EndpointTable.Find(request.Method, segments, world.Version);
        try
        {
            var anonymous = found is { Endpoint.Anonymous: true } && !Authenticator.HasToken(request);
            user = anonymous ? null : authenticator.Authenticate(request);
        }
        catch (RequestRefusedException refusal)
        {
            return new ApiResponse(refusal.Status, refusal.Message, null);
        }

        try
        {
            if (found is not { } match)
            {
                throw new RequestRefusedException(501, $"Method '{request.Method} /{string.Join('/', segments)}' not implemented");
            }

            var call = Prepare(match.Endpoint, match.Path, user ?? new Identity("nobody"), entry, given);
            return Success(format, match.Endpoint.Handler(call), call.Total);
        }
        catch (RequestRefusedException refusal)
        {
            return ApiErrors.Response(refusal, format, world.Version);
        }
    }

    private ApiCall Prepare(
        ApiEndpoint endpoint, Dictionary<string, string> path, Identity user, SimulatedNode entry, Dictionary<string, string> given)
    {
        if (user.Token is not null && !endpoint.TokenAllowed)
        {
            throw new RequestRefusedException(403, $"URI '{endpoint.Path}' not available with API token, need proper ticket.");
        }

        foreach (var (name, value) in path)
        {
            if (given.TryGetValue(name, out var other) && other != value)
            {
                throw new RequestRefusedException(400, $"duplicate parameter (already defined in URI) with conflicting values: '{name}'");
            }

            given[name] = value;
        }

        var call = new ApiCall(world, user, entry, given, tickets);
        if (endpoint.Permission is { } permission)
        {
            call.Require(path.Aggregate(permission.Path, (text, pair) => text.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal)), permission.Privilege);
        }

        RequireNode(endpoint, path, entry);
        ParameterVerifier.Verify(endpoint.WithPathParameters(), world.Version, given);
        return call;
    }

    private void RequireNode(ApiEndpoint endpoint, Dictionary<string, string> path, SimulatedNode entry)
    {
        if (!path.TryGetValue("node", out var name))
        {
            return;
        }

        if (!world.Nodes.TryGetValue(name, out var node))
        {
            throw RequestRefusedException.Failure(
                $"hostname lookup '{name}' failed - failed to get address info for: {name}: Name or service not known");
        }

        if (endpoint.Proxied && node != entry && !node.Alive)
        {
            throw new RequestRefusedException(595, "No route to host");
        }
    }

    private static ApiResponse Success(string format, JsonNode? data, int? total)
    {
        var body = new JsonObject { ["data"] = data };
        if (total is { } count)
        {
            body["total"] = count;
        }

        if (format == "extjs")
        {
            body["success"] = 1;
        }

        return new ApiResponse(200, "OK", body);
    }
}
