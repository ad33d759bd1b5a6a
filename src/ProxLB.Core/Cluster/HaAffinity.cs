namespace ProxLB.Core.Cluster;

/// <summary>Whether an HA rule draws together or keeps apart.</summary>
public enum HaAffinity
{
    /// <summary>Together, or on the given nodes.</summary>
    Positive,

    /// <summary>Apart, or on any but the given nodes (node affinity since PVE 9.2.6).</summary>
    Negative,
}
