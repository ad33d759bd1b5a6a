namespace ProxLB.Core.Cluster;

/// <summary>Where a rule comes from. A label for display; it changes nothing.</summary>
public enum RuleOrigin
{
    /// <summary>Stated in the snapshot or the configuration.</summary>
    Stated,

    /// <summary>From guests' tags.</summary>
    Tag,

    /// <summary>From a pool's options.</summary>
    Pool,

    /// <summary>From an HA group (PVE up to 8).</summary>
    HaGroup,

    /// <summary>From an HA rule (PVE 9).</summary>
    HaRule,
}
