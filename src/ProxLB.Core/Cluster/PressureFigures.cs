namespace ProxLB.Core.Cluster;

/// <summary>Pressure stall information (PSI): percent of time, 0 to 100, in which work waited for a resource. Null: not measured.</summary>
/// <remarks><c>Some</c>: at least one task waited; <c>Full</c>: all did; <c>Spikes</c>: the highest value in the window.</remarks>
public sealed record PressureFigures
{
    /// <summary>Some task waited for a CPU.</summary>
    public double? CpuSome { get; init; }

    /// <summary>All tasks waited for a CPU; Proxmox VE has it for guests only.</summary>
    public double? CpuFull { get; init; }

    /// <summary>Some task waited for memory.</summary>
    public double? MemorySome { get; init; }

    /// <summary>All tasks waited for memory.</summary>
    public double? MemoryFull { get; init; }

    /// <summary>Some task waited for input or output.</summary>
    public double? IoSome { get; init; }

    /// <summary>All tasks waited for input or output.</summary>
    public double? IoFull { get; init; }

    /// <summary>The highest CPU pressure in the window.</summary>
    public double? CpuSpikes { get; init; }

    /// <summary>The highest memory pressure in the window.</summary>
    public double? MemorySpikes { get; init; }

    /// <summary>The highest input and output pressure in the window.</summary>
    public double? IoSpikes { get; init; }
}
