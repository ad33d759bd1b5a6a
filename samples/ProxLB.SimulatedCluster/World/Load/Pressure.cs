using ProxLB.Core.Cluster;

namespace ProxLB.SimulatedCluster.World.Load;

/// <summary>Pressure stall figures: those given, otherwise an estimate that grows with the node's load.</summary>
internal static class Pressure
{
    public static PressureFigures Of(ClusterWorld world, SimulatedNode node)
    {
        if (node.Pressure is { } given)
        {
            return given;
        }

        var running = world.Guests.Values.Where(guest => guest.Running && guest.Node == node.Name).ToList();
        var cpu = (node.BaseCpu + running.Sum(guest => guest.CpuUsed)) / node.Cores;
        var memory = node.MemoryBytes == 0 ? 0 : (double)(node.BaseMemory + running.Sum(guest => guest.MemoryUsed)) / node.MemoryBytes;
        return new PressureFigures
        {
            CpuSome = Grow(cpu, 0.5, 60),
            MemorySome = Grow(memory, 0.8, 80),
            MemoryFull = Grow(memory, 0.9, 60),
            IoSome = Grow(cpu, 0.3, 12),
            IoFull = Grow(cpu, 0.4, 8),
        };
    }

    public static PressureFigures Of(ClusterWorld world, SimulatedGuest guest)
    {
        if (guest.Pressure is { } given)
        {
            return given;
        }

        var node = Of(world, world.NodeOf(guest));
        var share = Math.Min(1, 0.2 + (guest.CpuUsed / guest.Cores));
        return new PressureFigures
        {
            CpuSome = Round(node.CpuSome * share),
            CpuFull = Round(node.CpuSome * share * 0.6),
            MemorySome = Round(node.MemorySome * share),
            MemoryFull = Round(node.MemoryFull * share),
            IoSome = Round(node.IoSome * share),
            IoFull = Round(node.IoFull * share),
        };
    }

    private static double Grow(double load, double from, double slope) => Math.Round(Math.Clamp((load - from) * slope, 0, 100), 2);

    private static double? Round(double? value) => value is { } figure ? Math.Round(figure, 2) : null;
}
