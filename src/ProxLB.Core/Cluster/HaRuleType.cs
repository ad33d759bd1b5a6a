namespace ProxLB.Core.Cluster;

/// <summary>What an HA rule is about.</summary>
public enum HaRuleType
{
    /// <summary>Guests and nodes.</summary>
    NodeAffinity,

    /// <summary>Guests among themselves; always strict.</summary>
    ResourceAffinity,
}
