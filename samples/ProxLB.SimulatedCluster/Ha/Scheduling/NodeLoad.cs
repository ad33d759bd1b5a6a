using System.Runtime.InteropServices;

namespace ProxLB.SimulatedCluster.Ha.Scheduling;

/// <summary>The load of a node as the resource scheduler sees it.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Cpu">Cores in use.</param>
/// <param name="MaxCpu">Cores.</param>
/// <param name="Memory">Bytes in use.</param>
/// <param name="MaxMemory">Bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NodeLoad(string Node, double Cpu, double MaxCpu, double Memory, double MaxMemory)
{
    public double CpuShare => MaxCpu > 0 ? Cpu / MaxCpu : 0;

    public double MemoryShare => MaxMemory > 0 ? Memory / MaxMemory : 0;

    public NodeLoad Add(double cpu, double memory) => this with { Cpu = Math.Max(0, Cpu + cpu), Memory = Math.Max(0, Memory + memory) };
}
