using System.Text.Json.Serialization;

namespace ProxLB.Core.Operation;

/// <summary>How an <see cref="OperatorMemory"/> is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(OperatorMemoryContent))]
internal sealed partial class OperatorMemoryJson : JsonSerializerContext;
