namespace ProxLB.Core.Cluster;

/// <summary>How native rebalancing ranks its candidates.</summary>
public enum NativeRebalanceMethod
{
    /// <summary>The candidate with the smallest resulting imbalance.</summary>
    Bruteforce,

    /// <summary>The TOPSIS method.</summary>
    Topsis,
}
