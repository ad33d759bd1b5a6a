namespace ProxLB.Core.Constraints;

/// <summary>The names of the constraints that come with the library.</summary>
public static class PlacementConstraints
{
    /// <summary>What the state of a guest or its node allows: running, unlocked, known.</summary>
    public const string State = "state";

    /// <summary>Guests that are to be left alone.</summary>
    public const string Ignore = "ignore";

    /// <summary>Devices that bind a guest to its host.</summary>
    public const string Device = "device";

    /// <summary>Guests that were moved a short time ago.</summary>
    public const string Cooldown = "cooldown";

    /// <summary>The nodes a guest is pinned to or kept off.</summary>
    public const string NodeAffinity = "node-affinity";

    /// <summary>Guests that share a node.</summary>
    public const string Affinity = "affinity";

    /// <summary>Guests that share no node.</summary>
    public const string AntiAffinity = "anti-affinity";

    /// <summary>What Proxmox's HA manager allows and does.</summary>
    public const string Ha = "ha";

    /// <summary>What Proxmox's HA manager keeps together and apart.</summary>
    public const string HaAffinity = "ha-affinity";

    /// <summary>Guests that Proxmox's own rebalancing moves.</summary>
    public const string Native = "native-rebalancing";

    /// <summary>Rules that cannot hold together.</summary>
    public const string Conflict = "conflict";

    /// <summary>The CPU model and CPU flags that a guest needs.</summary>
    public const string Cpu = "cpu";

    /// <summary>The nodes that a guest's disks are replicated to.</summary>
    public const string Replication = "replication";

    /// <summary>Nodes that Proxmox itself refuses for a guest.</summary>
    public const string Refused = "refused";

    /// <summary>Guests that return to where they were before a maintenance.</summary>
    public const string Return = "return";

    /// <summary>HA guests that must find a place if a node is lost.</summary>
    public const string Survival = "survive-node-loss";

    /// <summary>Guests whose pressure is below the thresholds of hot guests.</summary>
    public const string Pressure = "pressure";

    /// <summary>Storages that a node must have.</summary>
    public const string Storage = "storage";

    /// <summary>A guest with more virtual CPUs than a node has cores.</summary>
    public const string Cores = "cores";

    /// <summary>Memory, CPU and local storage of a node.</summary>
    public const string Capacity = "capacity";

    /// <summary>Nodes that are to be emptied.</summary>
    public const string Drain = "drain";
}
