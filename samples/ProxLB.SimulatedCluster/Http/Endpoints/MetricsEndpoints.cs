using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary><c>/cluster/metrics/export</c>, from release 8.3: the last figures of everything in one call, or those of the last half hour.</summary>
internal static class MetricsEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/cluster/metrics/export", Export).Requires("/", "Sys.Audit").From(8, 3).With(
            ApiParameter.Flag("history"), ApiParameter.Flag("local-only"), ApiParameter.Integer("start-time").AtLeast(0),
            ApiParameter.Text("node-list").From(9, 1)),
    ];

    private static JsonObject Export(ApiCall call)
    {
        var wanted = call.TextOrNull("node-list")?.Split(',');
        var nodes = call.World.Nodes.Values
            .Where(node => node.Alive && (!call.Flag("local-only") || node == call.Entry))
            .Where(node => wanted is null || wanted.Contains(node.Name, StringComparer.Ordinal))
            .ToList();
        var history = call.Flag("history");
        var after = call.Integer("start-time") ?? 0;
        return new JsonObject { ["data"] = WrittenJson.Of(writer => new MetricsView(call.World, writer).Write(nodes, history, after)) };
    }
}
