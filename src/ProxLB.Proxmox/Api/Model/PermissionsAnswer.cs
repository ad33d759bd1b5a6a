using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>GET /access/permissions</c>: by path, by privilege, whether it is passed on.</summary>
internal sealed record PermissionsAnswer
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Paths { get; set; }
}
