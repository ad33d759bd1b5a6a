using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The parts of <c>GET /cluster/options</c> that concern balancing.</summary>
internal sealed record ClusterOptionsAnswer
{
    [JsonPropertyName("crs")]
    public IReadOnlyDictionary<string, string>? Crs { get; init; }

    [JsonPropertyName("bwlimit")]
    public IReadOnlyDictionary<string, string>? BandwidthLimits { get; init; }
}
