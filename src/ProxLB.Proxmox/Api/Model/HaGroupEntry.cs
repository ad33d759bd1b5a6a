using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A group of <c>GET /cluster/ha/groups</c> (PVE up to 8).</summary>
internal sealed record HaGroupEntry
{
    [JsonPropertyName("group")]
    public string? Group { get; init; }

    [JsonPropertyName("nodes")]
    public IReadOnlyList<string>? Nodes { get; init; }

    [JsonPropertyName("restricted")]
    public bool? Restricted { get; init; }

    [JsonPropertyName("nofailback")]
    public bool? NoFailback { get; init; }
}
