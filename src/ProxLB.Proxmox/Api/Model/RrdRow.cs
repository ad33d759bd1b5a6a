using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>A row of a round-robin database; what was not measured is absent.</summary>
internal sealed record RrdRow
{
    [JsonPropertyName("time")]
    public long? Time { get; init; }

    [JsonPropertyName("cpu")]
    public double? Cpu { get; init; }

    [JsonPropertyName("maxcpu")]
    public double? MaxCpu { get; init; }

    [JsonPropertyName("mem")]
    public double? Mem { get; init; }

    [JsonPropertyName("memhost")]
    public double? MemHost { get; init; }

    [JsonPropertyName("arcsize")]
    public double? ArcSize { get; init; }

    [JsonPropertyName("pressurecpusome")]
    public double? CpuSome { get; init; }

    [JsonPropertyName("pressurecpufull")]
    public double? CpuFull { get; init; }

    [JsonPropertyName("pressurememorysome")]
    public double? MemorySome { get; init; }

    [JsonPropertyName("pressurememoryfull")]
    public double? MemoryFull { get; init; }

    [JsonPropertyName("pressureiosome")]
    public double? IoSome { get; init; }

    [JsonPropertyName("pressureiofull")]
    public double? IoFull { get; init; }
}
