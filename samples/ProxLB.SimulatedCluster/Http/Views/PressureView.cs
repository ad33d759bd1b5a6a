using System.Text.Json;
using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>Pressure stall figures under the API's names.</summary>
internal static class PressureView
{
    public static void AddTo(JsonObject view, PressureFigures pressure, bool withCpuFull)
    {
        view.Put("pressurecpusome", pressure.CpuSome);
        if (withCpuFull)
        {
            view.Put("pressurecpufull", pressure.CpuFull);
        }

        view.Put("pressureiosome", pressure.IoSome)
            .Put("pressureiofull", pressure.IoFull)
            .Put("pressurememorysome", pressure.MemorySome)
            .Put("pressurememoryfull", pressure.MemoryFull);
    }

    public static void Write(Utf8JsonWriter writer, PressureFigures pressure, bool withCpuFull)
    {
        Write(writer, "pressurecpusome"u8, pressure.CpuSome);
        if (withCpuFull)
        {
            Write(writer, "pressurecpufull"u8, pressure.CpuFull);
        }

        Write(writer, "pressureiosome"u8, pressure.IoSome);
        Write(writer, "pressureiofull"u8, pressure.IoFull);
        Write(writer, "pressurememorysome"u8, pressure.MemorySome);
        Write(writer, "pressurememoryfull"u8, pressure.MemoryFull);
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? percent)
    {
        if (percent is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }
}
