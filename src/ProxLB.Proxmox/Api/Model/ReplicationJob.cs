using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A job of <c>GET /cluster/replication</c>.</summary>
internal sealed record ReplicationJob
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("guest")]
    public long? Guest { get; init; }

    [JsonPropertyName("target")]
    public string? Target { get; init; }

    [JsonPropertyName("disable")]
    public bool? Disable { get; init; }

    [JsonPropertyName("remove_job")]
    public string? RemoveJob { get; init; }
}
