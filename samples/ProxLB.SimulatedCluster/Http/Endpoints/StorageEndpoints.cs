using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Storages as they are configured, and pools.</summary>
internal static class StorageEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/storage", List).With(ApiParameter.Text("type")),
        ApiEndpoint.Get("/storage/{storage}", One),
    ];

    public static bool Visible(ApiCall call, SimulatedStorage storage) =>
        call.May($"/storage/{storage.Id}", "Datastore.Audit") || call.May($"/storage/{storage.Id}", "Datastore.AllocateSpace");

    private static JsonArray List(ApiCall call) => call.World.Storages.Values
        .Where(storage => Visible(call, storage))
        .Where(storage => call.TextOrNull("type") is not { } type || type == storage.Type)
        .Select(storage => (JsonNode)StorageView.Configured(storage))
        .ToJsonArray();

    private static JsonObject One(ApiCall call)
    {
        var id = call.Text("storage");
        if (!call.World.Storages.TryGetValue(id, out var storage))
        {
            throw RequestRefusedException.Failure($"storage '{id}' does not exist");
        }

        return Visible(call, storage)
            ? StorageView.Configured(storage)
            : throw new RequestRefusedException(403, $"Permission check failed (/storage/{id}, Datastore.Audit)");
    }
}
