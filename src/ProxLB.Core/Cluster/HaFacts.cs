namespace ProxLB.Core.Cluster;

/// <summary>What Proxmox's HA manager is configured to do, and its state.</summary>
public sealed record HaFacts
{
    /// <summary>No HA groups and no HA rules.</summary>
    public static HaFacts None { get; } = new();

    /// <summary>How the cluster resource scheduler chooses nodes.</summary>
    public NativeSchedulerMode NativeMode { get; init; }

    /// <summary>Whether the HA manager rebalances by itself (PVE 9.2).</summary>
    public bool NativeAutoRebalance { get; init; }

    /// <summary>HA groups (PVE up to 8).</summary>
    public IReadOnlyList<HaGroup> Groups { get; init; } = [];

    /// <summary>HA rules (PVE 9).</summary>
    public IReadOnlyList<HaRule> Rules { get; init; } = [];

    /// <summary>Whether an HA manager is active; null if unknown.</summary>
    public bool? ManagerActive { get; init; }

    /// <summary>Whether HA is armed (PVE 9.2).</summary>
    public HaArmedState Armed { get; init; }

    /// <summary>What a disarmed HA manager does with its guests; null unless disarmed.</summary>
    public HaDisarmedMode? DisarmedMode { get; init; }

    /// <summary>The imbalance in percent above which native rebalancing acts.</summary>
    public double NativeThresholdPercent { get; init; } = 30;

    /// <summary>The relative improvement in percent that a native migration must bring.</summary>
    public double NativeMarginPercent { get; init; } = 10;

    /// <summary>How native rebalancing chooses a migration.</summary>
    public NativeRebalanceMethod NativeMethod { get; init; }
}
