using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /nodes/{node}/qemu/{vmid}/migrate</c>.</summary>
internal sealed record VmPrecondition
{
    [JsonPropertyName("running")]
    public bool? Running { get; init; }

    [JsonPropertyName("allowed_nodes")]
    public IReadOnlyList<string>? AllowedNodes { get; init; }

    [JsonPropertyName("not_allowed_nodes")]
    public JsonElement NotAllowedNodes { get; init; }

    [JsonPropertyName("local_disks")]
    public JsonElement LocalDisks { get; init; }

    [JsonPropertyName("local_resources")]
    public IReadOnlyList<string>? LocalResources { get; init; }

    [JsonPropertyName("has-dbus-vmstate")]
    public bool? HasDbusVmState { get; init; }

    [JsonPropertyName("dependent-ha-resources")]
    public IReadOnlyList<string>? DependentHaResources { get; init; }
}
