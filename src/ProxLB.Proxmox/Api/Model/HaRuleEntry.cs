using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A rule of <c>GET /cluster/ha/rules</c> (PVE 9).</summary>
internal sealed record HaRuleEntry
{
    [JsonPropertyName("rule")]
    public string? Rule { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("resources")]
    public IReadOnlyList<string>? Resources { get; init; }

    [JsonPropertyName("nodes")]
    public IReadOnlyList<string>? Nodes { get; init; }

    [JsonPropertyName("affinity")]
    public string? Affinity { get; init; }

    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }

    [JsonPropertyName("disable")]
    public bool? Disable { get; init; }

    [JsonPropertyName("errors")]
    public JsonElement Errors { get; init; }
}
