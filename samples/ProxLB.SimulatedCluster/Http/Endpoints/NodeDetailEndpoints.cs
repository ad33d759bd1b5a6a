using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Details of a node: configuration, network counters, what migration can do.</summary>
internal static class NodeDetailEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/nodes/{node}/config", Config).Requires("/", "Sys.Audit").With(ApiParameter.Text("property")),
        ApiEndpoint.Get("/nodes/{node}/netstat", NetworkCounters).Requires("/nodes/{node}", "Sys.Audit"),
        ApiEndpoint.Get("/nodes/{node}/capabilities/qemu/migration", _ => new JsonObject { ["has-dbus-vmstate"] = 1 })
            .Requires("/nodes/{node}", "Sys.Audit").From(9, 0),
    ];

    private static JsonObject Config(ApiCall call)
    {
        var view = new JsonObject { ["digest"] = Digest.Of(call.Node.Name) };
        return call.World.Version.AtLeast(9, 0) ? view.Put("ballooning-target", 80) : view;
    }

    private static JsonArray NetworkCounters(ApiCall call) => call.World.Guests.Values
        .Where(guest => guest is { Running: true, Kind: GuestKind.Vm } && guest.Node == call.Node.Name)
        .Select(guest =>
        {
            var uptime = (long)(call.World.Now - guest.StartedAt).TotalSeconds;
            return (JsonNode)new JsonObject
            {
                ["dev"] = $"tap{guest.Id}i0",
                ["vmid"] = guest.Id.ToString(),
                ["in"] = (uptime * 41_000).ToString(),
                ["out"] = (uptime * 23_000).ToString(),
            };
        })
        .ToJsonArray();
}
