using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Refusals in the shapes of the real API.</summary>
internal static class ApiErrors
{
    public static ApiResponse Response(RequestRefusedException refusal, string format, ClusterVersion version)
    {
        var reason = refusal.Message.Split('\n')[0];
        if (refusal.Status >= 590)
        {
            return new ApiResponse(refusal.Status, reason, null);
        }

        var body = new JsonObject { ["data"] = null };
        if (refusal.Errors is { } errors)
        {
            body["errors"] = new JsonObject(errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)error.Value)));
        }

        if (format == "extjs")
        {
            body["success"] = 0;
            body["status"] = refusal.Status;
            body["message"] = refusal.Message + "\n";
            return new ApiResponse(200, "OK", body);
        }

        // Before libpve-http-server-perl 5.2 the text is in the status line only.
        if (version.AtLeast(8, 4))
        {
            body["message"] = refusal.Message + "\n";
        }

        return new ApiResponse(refusal.Status, reason, body);
    }
}
