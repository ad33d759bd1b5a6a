using System.Runtime.InteropServices;

namespace ProxLB.Core.Rules.Native;

/// <summary>A node's load as Proxmox's own scheduler counts it.</summary>
/// <param name="Cpu">Cores in use or configured.</param>
/// <param name="MaxCpu">Cores of the node, above 0.</param>
/// <param name="Memory">Bytes in use or configured.</param>
/// <param name="MaxMemory">Bytes of the node, above 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NativeNodeLoad(double Cpu, double MaxCpu, long Memory, long MaxMemory)
{
    public double CpuLoad => Cpu / MaxCpu;

    public double MemoryLoad => (double)Memory / MaxMemory;

    public double Load => (CpuLoad + MemoryLoad) / 2;

    /// <summary>The load after a guest has left; never below 0.</summary>
    public NativeNodeLoad Without(double cpu, long memory) => this with { Cpu = Math.Max(0, Cpu - cpu), Memory = Math.Max(0, Memory - memory) };

    /// <summary>The load after a guest has come.</summary>
    public NativeNodeLoad With(double cpu, long memory) => this with { Cpu = Cpu + cpu, Memory = Memory + memory };
}
