using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /version</c>.</summary>
internal sealed record VersionAnswer
{
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    [JsonPropertyName("release")]
    public string? Release { get; init; }
}
