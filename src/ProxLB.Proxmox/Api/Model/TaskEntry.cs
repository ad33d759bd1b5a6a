using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A task of <c>GET /cluster/tasks</c> or <c>GET /nodes/{node}/tasks</c>.</summary>
internal sealed record TaskEntry
{
    [JsonPropertyName("upid")]
    public string? Upid { get; init; }

    [JsonPropertyName("node")]
    public string? Node { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("starttime")]
    public long? StartTime { get; init; }

    [JsonPropertyName("endtime")]
    public long? EndTime { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }
}
