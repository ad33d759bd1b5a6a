using System.Text.Json;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>Pressure figures in a snapshot file.</summary>
internal static class PressureFormat
{
    public static PressureFigures Read(JsonFields pressure) => new()
    {
        CpuSome = pressure.Number("cpuSome", NumberRange.Percent),
        CpuFull = pressure.Number("cpuFull", NumberRange.Percent),
        MemorySome = pressure.Number("memorySome", NumberRange.Percent),
        MemoryFull = pressure.Number("memoryFull", NumberRange.Percent),
        IoSome = pressure.Number("ioSome", NumberRange.Percent),
        IoFull = pressure.Number("ioFull", NumberRange.Percent),
        CpuSpikes = pressure.Number("cpuSpikes", NumberRange.Percent),
        MemorySpikes = pressure.Number("memorySpikes", NumberRange.Percent),
        IoSpikes = pressure.Number("ioSpikes", NumberRange.Percent),
    };

    public static void WriteOptional(Utf8JsonWriter json, PressureFigures? pressure)
    {
        if (pressure is not null)
        {
            json.WriteChild("pressure", pressure, Write);
        }
    }

    private static void Write(Utf8JsonWriter json, PressureFigures pressure)
    {
        json.WriteOptional("cpuSome", pressure.CpuSome);
        json.WriteOptional("cpuFull", pressure.CpuFull);
        json.WriteOptional("memorySome", pressure.MemorySome);
        json.WriteOptional("memoryFull", pressure.MemoryFull);
        json.WriteOptional("ioSome", pressure.IoSome);
        json.WriteOptional("ioFull", pressure.IoFull);
        json.WriteOptional("cpuSpikes", pressure.CpuSpikes);
        json.WriteOptional("memorySpikes", pressure.MemorySpikes);
        json.WriteOptional("ioSpikes", pressure.IoSpikes);
    }
}
