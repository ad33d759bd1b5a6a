using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>An entry of <c>GET /cluster/ha/status/current</c>.</summary>
internal sealed record HaStatusEntry
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("node")]
    public string? Node { get; init; }

    [JsonPropertyName("armed-state")]
    public string? ArmedState { get; init; }

    [JsonPropertyName("resource_mode")]
    public string? ResourceMode { get; init; }
}
