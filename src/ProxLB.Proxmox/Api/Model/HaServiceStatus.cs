using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>What the HA manager is doing with one guest.</summary>
internal sealed record HaServiceStatus
{
    [JsonPropertyName("node")]
    public string? Node { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("target")]
    public string? Target { get; init; }

    [JsonPropertyName("cmd")]
    public IReadOnlyList<string>? Command { get; init; }

    [JsonPropertyName("failed_nodes")]
    public IReadOnlyList<string>? FailedNodes { get; init; }

    [JsonPropertyName("maintenance_node")]
    public string? MaintenanceNode { get; init; }
}
