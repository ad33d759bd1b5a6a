namespace ProxLB.Core.Cluster;

/// <summary>What a placement rule says.</summary>
public enum RuleType
{
    /// <summary>The guests share one node.</summary>
    Affinity,

    /// <summary>No two of the guests share a node, or a value of a node label.</summary>
    AntiAffinity,

    /// <summary>The guests run on the given nodes.</summary>
    NodeAffinity,

    /// <summary>The guests run on any node but the given ones.</summary>
    NodeAntiAffinity,

    /// <summary>The guests are not moved.</summary>
    Ignore,
}
