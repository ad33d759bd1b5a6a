using ProxLB.Core.Cluster;

namespace ProxLB.Core.Analysis;

/// <summary>A guest that does not exist yet, or several that are alike. It is taken to use all it is given.</summary>
public sealed record NewGuest
{
    /// <summary>Virtual machine or container.</summary>
    public GuestKind Kind { get; init; }

    /// <summary>Cores; at least 0.</summary>
    public double CpuCores { get; init; }

    /// <summary>Memory in bytes; at least 0.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Its disks.</summary>
    public IReadOnlyList<GuestDisk> Disks { get; init; } = [];

    /// <summary>Its tags; those that make rules are heeded.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The pool it will be in; null: none.</summary>
    public string? Pool { get; init; }

    /// <summary>How many of them; at least 1.</summary>
    public int Count { get; init; } = 1;
}
