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

    /// <summary>Storages that a node must have.</summary>
    public const string Storage = "storage";

    /// <summary>A guest with more virtual CPUs than a node has cores.</summary>
    public const string Cores = "cores";

    /// <summary>Memory, CPU and local storage of a node.</summary>
    public const string Capacity = "capacity";

    /// <summary>Nodes that are to be emptied.</summary>
    public const string Drain = "drain";
}
