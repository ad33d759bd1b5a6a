using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A line of a task's log.</summary>
internal sealed record TaskLogLine
{
    [JsonPropertyName("n")]
    public long? Number { get; init; }

    [JsonPropertyName("t")]
    public string? Text { get; init; }
}
