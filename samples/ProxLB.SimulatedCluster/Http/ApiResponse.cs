using System.Text.Json.Nodes;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>An answer of the API.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">The reason phrase.</param>
/// <param name="Body">The JSON document; null: an empty body.</param>
internal sealed record ApiResponse(int Status, string Reason, JsonObject? Body);
