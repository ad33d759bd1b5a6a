using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A node of <c>GET /nodes</c>.</summary>
internal sealed record NodeEntry
{
    [JsonPropertyName("node")]
    public string? Node { get; init; }

    [JsonPropertyName("ssl_fingerprint")]
    public string? Fingerprint { get; init; }
}
