using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A guest of <c>GET /cluster/ha/resources</c>, as configured; what is absent has its default.</summary>
internal sealed record HaResource
{
    [JsonPropertyName("sid")]
    public string? Sid { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("group")]
    public string? Group { get; init; }

    [JsonPropertyName("failback")]
    public bool? Failback { get; init; }

    [JsonPropertyName("auto-rebalance")]
    public bool? AutoRebalance { get; init; }
}
