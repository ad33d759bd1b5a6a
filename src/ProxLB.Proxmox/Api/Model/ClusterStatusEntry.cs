using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>An entry of <c>GET /cluster/status</c>: the cluster or a node.</summary>
internal sealed record ClusterStatusEntry
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("quorate")]
    public bool? Quorate { get; init; }

    [JsonPropertyName("online")]
    public bool? Online { get; init; }

    [JsonPropertyName("local")]
    public bool? Local { get; init; }
}
