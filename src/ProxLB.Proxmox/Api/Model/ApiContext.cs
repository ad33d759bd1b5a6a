using System.Text.Json;
using System.Text.Json.Serialization;
using ProxLB.Proxmox.Api.Json;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>How the API's answers are read: unknown fields are left out, and a field of an odd type is as good as absent.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(LenientDoubleConverter),
        typeof(LenientLongConverter),
        typeof(LenientBoolConverter),
        typeof(LenientStringConverter),
        typeof(LenientTextListConverter),
        typeof(LenientMapConverter),
    ])]
[JsonSerializable(typeof(ClusterOptionsAnswer))]
[JsonSerializable(typeof(ClusterResource))]
[JsonSerializable(typeof(ClusterStatusEntry))]
[JsonSerializable(typeof(ContainerPrecondition))]
[JsonSerializable(typeof(HaGroupEntry))]
[JsonSerializable(typeof(HaManagerAnswer))]
[JsonSerializable(typeof(HaResource))]
[JsonSerializable(typeof(HaRuleEntry))]
[JsonSerializable(typeof(HaServiceStatus))]
[JsonSerializable(typeof(HaStatusEntry))]
[JsonSerializable(typeof(MappingEntry))]
[JsonSerializable(typeof(NodeEntry))]
[JsonSerializable(typeof(NodeStatusAnswer))]
[JsonSerializable(typeof(PermissionsAnswer))]
[JsonSerializable(typeof(ReplicationJob))]
[JsonSerializable(typeof(RrdRow))]
[JsonSerializable(typeof(StorageConfig))]
[JsonSerializable(typeof(TaskEntry))]
[JsonSerializable(typeof(TaskLogLine))]
[JsonSerializable(typeof(TaskStatusAnswer))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(VmPrecondition))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>), TypeInfoPropertyName = "Map")]
internal sealed partial class ApiContext : JsonSerializerContext;
