using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /nodes/{node}/lxc/{vmid}/migrate</c> (PVE 9).</summary>
internal sealed record ContainerPrecondition
{
    [JsonPropertyName("running")]
    public bool? Running { get; init; }

    [JsonPropertyName("allowed-nodes")]
    public IReadOnlyList<string>? AllowedNodes { get; init; }

    [JsonPropertyName("not-allowed-nodes")]
    public JsonElement NotAllowedNodes { get; init; }

    [JsonPropertyName("dependent-ha-resources")]
    public IReadOnlyList<string>? DependentHaResources { get; init; }
}
