using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Mappings of devices (from release 8.0) and directories (8.4).</summary>
internal static class MappingEndpoints
{
    private static readonly string[] Rights = ["Mapping.Audit", "Mapping.Use", "Mapping.Modify"];

    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/cluster/mapping", Index).From(8, 0),
        .. For("pci").Select(endpoint => endpoint.From(8, 0)),
        .. For("usb").Select(endpoint => endpoint.From(8, 0)),
        .. For("dir").Select(endpoint => endpoint.From(8, 4)),
    ];

    private static JsonArray Index(ApiCall call)
    {
        string[] kinds = call.World.Version.AtLeast(8, 4) ? ["dir", "pci", "usb"] : ["pci", "usb"];
        return kinds.Select(kind => (JsonNode)new JsonObject { ["name"] = kind }).ToJsonArray();
    }

    private static IEnumerable<ApiEndpoint> For(string kind) =>
    [
        ApiEndpoint.Get($"/cluster/mapping/{kind}", call => Visible(call, kind).Select(mapping => (JsonNode)View(mapping)).ToJsonArray())
            .With(ApiParameter.Text("check-node")),
        ApiEndpoint.Get($"/cluster/mapping/{kind}/{{id}}", call => Visible(call, kind).FirstOrDefault(mapping => mapping.Id == call.Text("id")) is { } found
            ? View(found)
            : throw RequestRefusedException.Failure($"mapping '{call.Text("id")}' not found")),
    ];

    private static IEnumerable<ResourceMapping> Visible(ApiCall call, string kind) => call.World.Mappings
        .Where(mapping => mapping.Kind == kind)
        .Where(mapping => Rights.Any(right => call.May($"/mapping/{kind}/{mapping.Id}", right)));

    private static JsonObject View(ResourceMapping mapping) => new JsonObject
    {
        ["id"] = mapping.Id,
        ["description"] = "",
        ["map"] = mapping.Entries.ToJsonArray(),
        ["digest"] = Digest.Of(mapping.Id, string.Join('\n', mapping.Entries)),
    }.Put("live-migration-capable", mapping.LiveMigrationCapable ? 1 : null);
}
