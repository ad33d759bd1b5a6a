using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A sample of <c>GET /cluster/metrics/export</c> (PVE 8.3).</summary>
internal sealed record MetricSample
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("metric")]
    public string? Metric { get; init; }

    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; init; }

    [JsonPropertyName("value")]
    public double? Value { get; init; }
}
