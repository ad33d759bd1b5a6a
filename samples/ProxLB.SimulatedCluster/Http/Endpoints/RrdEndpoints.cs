using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Http.Views;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Load over time. Every node answers it from its own files, so it needs no connection to the node.</summary>
internal static class RrdEndpoints
{
    private static readonly ApiParameter Function = ApiParameter.Choice("cf", "AVERAGE", "MAX");

    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/nodes/{node}/rrddata", Node).With(Timeframe(), Timeframe("decade").From(9, 0), Function)
            .Requires("/nodes/{node}", "Sys.Audit").NotProxied(),
        ApiEndpoint.Get("/nodes/{node}/qemu/{vmid}/rrddata", call => Guest(call, GuestKind.Vm)).With(Timeframe(), Function)
            .Requires("/vms/{vmid}", "VM.Audit").NotProxied(),
        ApiEndpoint.Get("/nodes/{node}/lxc/{vmid}/rrddata", call => Guest(call, GuestKind.Container)).With(Timeframe(), Function)
            .Requires("/vms/{vmid}", "VM.Audit").NotProxied(),
    ];

    private static JsonNode Node(ApiCall call) => RrdView.OfNode(call.World, call.Node, call.Text("timeframe"));

    private static JsonNode Guest(ApiCall call, GuestKind kind) => RrdView.OfGuest(call.World, call.Guest(kind), call.Text("timeframe"));

    private static ApiParameter Timeframe(params string[] more) =>
        ApiParameter.Choice("timeframe", ["hour", "day", "week", "month", "year", .. more]).Mandatory();
}
