using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>The cluster as a whole.</summary>
internal static class ClusterEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/cluster/resources", ResourceListing.Of).With(ApiParameter.Choice("type", "vm", "storage", "node", "sdn")),
        ApiEndpoint.Get("/cluster/status", Status).Requires("/", "Sys.Audit"),
        ApiEndpoint.Get("/cluster/options", Options),
        ApiEndpoint.Get("/cluster/config/nodes", ConfiguredNodes).Requires("/", "Sys.Audit"),
    ];

    private static JsonArray Status(ApiCall call)
    {
        var world = call.World;
        var list = new JsonArray
        {
            new JsonObject
            {
                ["type"] = "cluster",
                ["id"] = "cluster",
                ["name"] = world.Settings.Name,
                ["nodes"] = world.Nodes.Count,
                ["quorate"] = world.Quorate.Bit(),
                ["version"] = world.Nodes.Count,
            },
        };
        foreach (var node in world.Nodes.Values)
        {
            list.Add(new JsonObject
            {
                ["type"] = "node",
                ["id"] = $"node/{node.Name}",
                ["name"] = node.Name,
                ["nodeid"] = node.Id,
                ["ip"] = node.Address,
                ["online"] = node.Alive.Bit(),
                ["local"] = (node == call.Entry).Bit(),
                ["level"] = "",
            });
        }

        return list;
    }

    private static JsonObject Options(ApiCall call)
    {
        var all = call.World.Options.DeepClone().AsObject();
        if (call.May("/", "Sys.Audit"))
        {
            all["allowed-tags"] = new JsonArray();
            return all;
        }

        var view = new JsonObject { ["allowed-tags"] = new JsonArray() };
        return view.Put("console", all["console"]?.DeepClone()).Put("tag-style", all["tag-style"]?.DeepClone());
    }

    private static JsonArray ConfiguredNodes(ApiCall call) => call.World.Nodes.Values.Select(node => (JsonNode)new JsonObject
    {
        ["node"] = node.Name,
        ["name"] = node.Name,
        ["nodeid"] = node.Id.ToString(),
        ["ring0_addr"] = node.Address,
        ["quorum_votes"] = "1",
    }).ToJsonArray();
}
