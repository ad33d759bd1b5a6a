using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World.Load;

namespace ProxLB.SimulatedCluster.World;

/// <summary>A virtual machine or container of the simulated cluster.</summary>
public sealed class SimulatedGuest
{
    internal SimulatedGuest(int id, GuestKind kind, string node)
    {
        Id = id;
        Kind = kind;
        Node = node;
    }

    /// <summary>The VMID.</summary>
    public int Id { get; }

    /// <summary>Virtual machine or container.</summary>
    public GuestKind Kind { get; }

    /// <summary><c>qemu</c> or <c>lxc</c>.</summary>
    public string ApiType => Kind == GuestKind.Vm ? "qemu" : "lxc";

    /// <summary>The HA manager's name for it, such as <c>vm:100</c>.</summary>
    public string Sid => (Kind == GuestKind.Vm ? "vm:" : "ct:") + Id;

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The node where its configuration lies.</summary>
    public string Node { get; internal set; }

    /// <summary>Whether it runs.</summary>
    public bool Running { get; internal set; }

    /// <summary>Whether it is a template.</summary>
    public bool Template { get; set; }

    /// <summary>Its lock; null if none.</summary>
    public string? Lock { get; internal set; }

    /// <summary>Configured cores.</summary>
    public int Cores { get; set; } = 1;

    /// <summary>Cores in use while it runs.</summary>
    public double CpuUsed { get; set; }

    /// <summary>Configured memory in bytes.</summary>
    public long MemoryBytes { get; set; }

    /// <summary>Bytes in use while it runs, as the host sees it.</summary>
    public long MemoryUsed { get; set; }

    /// <summary>Its volumes, in the order of their keys.</summary>
    public List<GuestVolume> Volumes { get; } = [];

    /// <summary>Its tags.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>The pool it is in; null if none.</summary>
    public string? Pool { get; set; }

    /// <summary>The configured CPU type; null: the default.</summary>
    public string? CpuType { get; set; }

    /// <summary>Further keys of its configuration, such as <c>hostpci0</c>.</summary>
    public SortedDictionary<string, string> Config { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes that take effect at the next start, merged into its configuration unless <c>current=1</c> is asked for.</summary>
    public SortedDictionary<string, string> Pending { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of its snapshots, oldest first.</summary>
    public List<GuestSnapshot> Snapshots { get; } = [];

    /// <summary>Pressure as given; null: it follows from the load.</summary>
    public PressureFigures? Pressure { get; set; }

    /// <summary>Whether the guest reports its memory to the balloon driver.</summary>
    public bool BalloonStatistics { get; set; } = true;

    internal DateTimeOffset StartedAt { get; set; }

    internal int ProcessId { get; set; }

    internal bool FreshProcess { get; set; }

    internal GuestSample? Sample { get; set; }

    internal LoadHistory History { get; } = new();
}
