namespace ProxLB.Core.Cluster;

/// <summary>What a disarmed HA manager does with its guests.</summary>
public enum HaDisarmedMode
{
    /// <summary>They stay as they are; requests are not carried out.</summary>
    Freeze,

    /// <summary>They are treated as if they were not HA-managed.</summary>
    Ignore,
}
