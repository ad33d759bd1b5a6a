using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>What the HA manager is doing.</summary>
internal static class HaStatusEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        Audited(ApiEndpoint.Get("/cluster/ha/status", _ => new JsonArray(
            new JsonObject { ["name"] = "current" }, new JsonObject { ["name"] = "manager_status" }))),
        Audited(ApiEndpoint.Get("/cluster/ha/status/current", HaStatusView.Current)),
        Audited(ApiEndpoint.Get("/cluster/ha/status/manager_status", HaStatusView.Manager)),
        ApiEndpoint.Post("/cluster/ha/status/arm-ha", Arm).Requires("/", "Sys.Console").From(9, 2),
        ApiEndpoint.Post("/cluster/ha/status/disarm-ha", Disarm).Requires("/", "Sys.Console").From(9, 2)
            .With(ApiParameter.Choice("resource-mode", "freeze", "ignore").Mandatory()),
    ];

    private static ApiEndpoint Audited(ApiEndpoint endpoint) => endpoint.Requires("/", "Sys.Audit");

    private static JsonNode? Arm(ApiCall call)
    {
        call.World.Ha.DisarmedMode = null;
        return null;
    }

    private static JsonNode? Disarm(ApiCall call)
    {
        call.World.Ha.DisarmedMode = call.Text("resource-mode");
        return null;
    }
}
