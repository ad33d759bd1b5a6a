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
}
