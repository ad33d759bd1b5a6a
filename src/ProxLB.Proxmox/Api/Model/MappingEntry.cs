using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A device mapping of <c>GET /cluster/mapping/{kind}</c> (PVE 8).</summary>
internal sealed record MappingEntry
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("map")]
    public JsonElement Map { get; init; }

    [JsonPropertyName("live-migration-capable")]
    public bool? LiveMigrationCapable { get; init; }
}
