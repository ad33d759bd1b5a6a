using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The HA manager's own state.</summary>
internal sealed record HaManagerStatus
{
    [JsonPropertyName("master_node")]
    public string? Master { get; init; }

    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; init; }

    [JsonPropertyName("node_status")]
    public IReadOnlyDictionary<string, string>? NodeStatus { get; init; }

    [JsonPropertyName("node_request")]
    public JsonElement NodeRequest { get; init; }

    [JsonPropertyName("disarm")]
    public HaDisarm? Disarm { get; init; }

    [JsonPropertyName("service_status")]
    public JsonElement ServiceStatus { get; init; }
}
