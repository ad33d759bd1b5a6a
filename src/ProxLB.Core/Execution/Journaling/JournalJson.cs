using System.Text.Json.Serialization;

namespace ProxLB.Core.Execution.Journaling;

/// <summary>How entries are written. Collections are always written, so that reading never meets an absent one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
