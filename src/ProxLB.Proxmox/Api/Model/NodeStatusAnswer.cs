using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /nodes/{node}/status</c>.</summary>
internal sealed record NodeStatusAnswer
{
    [JsonPropertyName("pveversion")]
    public string? PveVersion { get; init; }

    [JsonPropertyName("uptime")]
    public long? Uptime { get; init; }

    [JsonPropertyName("cpuinfo")]
    public NodeCpuInfo? CpuInfo { get; init; }

    [JsonPropertyName("memory")]
    public NodeMemory? Memory { get; init; }
}
