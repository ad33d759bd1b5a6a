using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /nodes/{node}/tasks/{upid}/status</c>.</summary>
internal sealed record TaskStatusAnswer
{
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("exitstatus")]
    public string? ExitStatus { get; init; }
}
