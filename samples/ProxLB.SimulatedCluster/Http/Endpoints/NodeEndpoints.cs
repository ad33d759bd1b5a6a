using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Nodes.</summary>
internal static class NodeEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/nodes", List),
        ApiEndpoint.Get("/nodes/{node}/status", call => NodeStatusView.Of(call.World, call.Node)).Requires("/nodes/{node}", "Sys.Audit"),
        ApiEndpoint.Get("/nodes/{node}/storage", Storages).With(
            ApiParameter.Text("content"), ApiParameter.Flag("enabled"), ApiParameter.Flag("format"),
            ApiParameter.Text("storage"), ApiParameter.Text("target")),
    ];

    private static JsonArray List(ApiCall call) => call.World.Nodes.Values
        .Select(node => (JsonNode)NodeView.Listed(call.World, node, call.May($"/nodes/{node.Name}", "Sys.Audit")))
        .ToJsonArray();

    private static JsonArray Storages(ApiCall call) => call.World.Storages.Values
        .Where(storage => StorageEndpoints.Visible(call, storage))
        .Where(storage => storage.Nodes is null || storage.Nodes.Contains(call.Node.Name, StringComparer.Ordinal))
        .Where(storage => !call.Flag("enabled") || !storage.Disabled)
        .Where(storage => call.TextOrNull("content") is not { } content || content.Split(',').Any(storage.Content.Contains))
        .Where(storage => call.TextOrNull("storage") is not { } id || id == storage.Id)
        .Where(storage => call.TextOrNull("target") is not { } target || storage.AvailableOn(target))
        .Select(storage => (JsonNode)StorageView.OnNode(call.World, storage, call.Node))
        .ToJsonArray();
}
