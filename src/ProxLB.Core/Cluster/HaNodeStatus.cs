namespace ProxLB.Core.Cluster;

/// <summary>The HA manager's view of a node.</summary>
public enum HaNodeStatus
{
    /// <summary>It takes part.</summary>
    Online,

    /// <summary>HA guests leave it.</summary>
    Maintenance,

    /// <summary>Its local resource manager does not answer.</summary>
    Unknown,

    /// <summary>It is being fenced.</summary>
    Fence,

    /// <summary>It is no longer a member.</summary>
    Gone,
}
