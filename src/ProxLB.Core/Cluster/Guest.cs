namespace ProxLB.Core.Cluster;

/// <summary>A virtual machine or a container.</summary>
public sealed record Guest
{
    /// <summary>The VMID, the guest's identity; names may repeat.</summary>
    public required int Id { get; init; }

    /// <summary>Virtual machine or container.</summary>
    public GuestKind Kind { get; init; }

    /// <summary>Its name, for display and for selectors.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the node it lies on.</summary>
    public required string Node { get; init; }

    /// <summary>Whether it runs; null if unknown, then it stays.</summary>
    public bool? Running { get; init; } = true;

    /// <summary>Whether it is a template; a template never moves for a goal.</summary>
    public bool Template { get; init; }

    /// <summary>The lock that is on it, such as <c>backup</c>; null if none.</summary>
    public string? Lock { get; init; }

    /// <summary>Configured cores; null if unknown.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Cores in use; null if unknown.</summary>
    public double? CpuUsed { get; init; }

    /// <summary>Configured memory in bytes; null if unknown.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Memory in use in bytes, as the host sees it; null if unknown.</summary>
    public long? MemoryUsedBytes { get; init; }

    /// <summary>Its disks.</summary>
    public IReadOnlyList<GuestDisk> Disks { get; init; } = [];

    /// <summary>Pressure stall figures; null if not measured.</summary>
    public PressureFigures? Pressure { get; init; }

    /// <summary>How much its demand weighs in the imbalance.</summary>
    public GuestPriority Priority { get; init; } = GuestPriority.Normal;

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The pool it is in; null if none.</summary>
    public string? Pool { get; init; }

    /// <summary>The CPU model it is configured with, such as <c>host</c> or <c>x86-64-v2-AES</c>.</summary>
    public string? CpuType { get; init; }

    /// <summary>CPU flags it needs.</summary>
    public IReadOnlyList<string> CpuFlags { get; init; } = [];

    /// <summary>Configuration keys that bind it to its host, such as <c>hostpci0</c>.</summary>
    public IReadOnlyList<string> LocalResources { get; init; } = [];

    /// <summary>The nodes its disks are replicated to.</summary>
    public IReadOnlyList<string> ReplicatedTo { get; init; } = [];

    /// <summary>When it was last moved, by whomever; null if not known.</summary>
    public DateTimeOffset? LastMovedAt { get; init; }

    /// <summary>The configured HA state (<c>started</c>, <c>stopped</c>, <c>disabled</c>, <c>ignored</c>); null: not HA-managed.</summary>
    public string? HaState { get; init; }

    /// <summary>What the HA manager is doing with it, such as <c>started</c>, <c>migrate</c> or <c>error</c>.</summary>
    public string? HaStatus { get; init; }

    /// <summary>Its HA group (PVE up to 8); null if none.</summary>
    public string? HaGroup { get; init; }

    /// <summary>Whether the HA manager brings it back to a node of higher priority.</summary>
    public bool HaFailback { get; init; } = true;

    /// <summary>Whether native rebalancing may move it (PVE 9.2).</summary>
    public bool HaAutoRebalance { get; init; } = true;

    /// <summary>A motion that waits in the HA manager's queue; null if none.</summary>
    public HaPendingMotion? HaPending { get; init; }

    /// <summary>The node that the HA manager will pull it back to after a maintenance; null if none.</summary>
    public string? HaMaintenanceNode { get; init; }

    /// <summary>Nodes on which the HA manager could not start it.</summary>
    public IReadOnlyList<string> HaFailedNodes { get; init; } = [];

    /// <summary>Labels for the user's own strategies and constraints.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Empty.Labels;

    /// <summary>Demand for the user's own strategies, by dimension.</summary>
    public IReadOnlyDictionary<string, double> Measures { get; init; } = Empty.Measures;

    /// <summary>Facts that could not be read; such a guest stays.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Nodes that Proxmox's own precondition or mappings refuse.</summary>
    public IReadOnlyList<ForbiddenNode> ForbiddenNodes { get; init; } = [];

    /// <summary>The node it is migrating to at this moment; it then counts on both.</summary>
    public string? MigratingTo { get; init; }

    /// <summary>Until when it must not be moved for balance; null if it may.</summary>
    public DateTimeOffset? CooldownUntil { get; init; }

    /// <summary>Targets it was moved back from.</summary>
    public IReadOnlyList<string> BarredNodes { get; init; } = [];
}
