namespace ProxLB.Core.Cluster;

/// <summary>How Proxmox's cluster resource scheduler chooses nodes.</summary>
public enum NativeSchedulerMode
{
    /// <summary>By the number of services.</summary>
    Basic,

    /// <summary>By configured CPU and memory.</summary>
    Static,

    /// <summary>By used CPU and memory (PVE 9.2).</summary>
    Dynamic,
}
