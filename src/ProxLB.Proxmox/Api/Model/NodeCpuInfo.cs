using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A node's processor.</summary>
internal sealed record NodeCpuInfo
{
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    [JsonPropertyName("cpus")]
    public double? Cpus { get; init; }

    [JsonPropertyName("flags")]
    public string? Flags { get; init; }
}
