using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The part of the HA manager's state that says it is being disarmed (PVE 9.2).</summary>
internal sealed record HaDisarm
{
    [JsonPropertyName("mode")]
    public string? Mode { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }
}
