using System.Text.Json.Serialization;

namespace ProxLB.Host.Handover;

/// <summary>Reads the daemon's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DaemonReport))]
[JsonSerializable(typeof(DaemonProblem))]
internal sealed partial class HandoverJson : JsonSerializerContext;
