using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /cluster/ha/status/manager_status</c>.</summary>
internal sealed record HaManagerAnswer
{
    [JsonPropertyName("manager_status")]
    public HaManagerStatus? Status { get; init; }
}
