namespace ProxLB.Core.Cluster;

/// <summary>Whether Proxmox's HA is armed (PVE 9.2).</summary>
public enum HaArmedState
{
    /// <summary>It acts.</summary>
    Armed,

    /// <summary>It has nothing to guard.</summary>
    Standby,

    /// <summary>It is being disarmed.</summary>
    Disarming,

    /// <summary>It does not act.</summary>
    Disarmed,
}
