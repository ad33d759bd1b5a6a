using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>The guests of a node, live.</summary>
internal static class GuestListEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/nodes/{node}/qemu", call => List(call, GuestKind.Vm)).With(ApiParameter.Flag("full")),
        ApiEndpoint.Get("/nodes/{node}/lxc", call => List(call, GuestKind.Container)),
    ];

    private static JsonArray List(ApiCall call, GuestKind kind) => call.World.Guests.Values
        .Where(guest => guest.Node == call.Node.Name && guest.Kind == kind && call.May($"/vms/{guest.Id}", "VM.Audit"))
        .Select(guest =>
        {
            var view = GuestView.Live(call.World, guest);
            return (JsonNode)(call.Flag("full") ? GuestStatusView.AddQemu(view, guest) : view);
        })
        .ToJsonArray();
}
