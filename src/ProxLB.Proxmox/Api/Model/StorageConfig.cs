using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A storage as <c>GET /storage</c> has it configured.</summary>
internal sealed record StorageConfig
{
    [JsonPropertyName("storage")]
    public string? Storage { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("content")]
    public IReadOnlyList<string>? Content { get; init; }

    [JsonPropertyName("shared")]
    public bool? Shared { get; init; }

    [JsonPropertyName("nodes")]
    public IReadOnlyList<string>? Nodes { get; init; }

    [JsonPropertyName("disable")]
    public bool? Disable { get; init; }
}
