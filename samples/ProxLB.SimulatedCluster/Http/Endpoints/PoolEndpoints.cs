using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Pools and their members.</summary>
internal static class PoolEndpoints
{
    private static readonly ApiParameter Type = ApiParameter.Choice("type", "qemu", "lxc", "storage");

    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/pools", List).With(ApiParameter.Text("poolid").From(8, 1), Type.From(8, 1)),
        ApiEndpoint.Get("/pools/{poolid}", One).With(Type),
    ];

    private static JsonArray List(ApiCall call)
    {
        if (call.TextOrNull("poolid") is { } id)
        {
            return [One(call).Put("poolid", id)];
        }

        return call.World.Pools.Values
            .Where(pool => call.May($"/pool/{pool.Id}", "Pool.Audit"))
            .Select(pool => (JsonNode)new JsonObject { ["poolid"] = pool.Id }.Put("comment", pool.Comment))
            .ToJsonArray();
    }

    private static JsonObject One(ApiCall call)
    {
        var id = call.Text("poolid");
        call.Require($"/pool/{id}", "Pool.Audit");
        if (!call.World.Pools.TryGetValue(id, out var pool))
        {
            throw RequestRefusedException.Failure($"no such pool '{id}'");
        }

        return new JsonObject { ["members"] = Members(call, id) }.Put("comment", pool.Comment);
    }

    private static JsonArray Members(ApiCall call, string id) => call.World.Guests.Values
        .Where(guest => guest.Pool == id)
        .Where(guest => call.TextOrNull("type") is not { } type || guest.ApiType == type)
        .Select(guest => (JsonNode)GuestView.Resource(call.World, guest))
        .ToJsonArray();
}
