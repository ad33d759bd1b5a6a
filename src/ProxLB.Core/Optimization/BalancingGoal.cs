namespace ProxLB.Core.Optimization;

/// <summary>What a planning run is to reach.</summary>
public enum BalancingGoal
{
    /// <summary>The spread of each dimension within its balanciness, with the cheapest migrations.</summary>
    Target,

    /// <summary>The smallest imbalance.</summary>
    Best,

    /// <summary>Required rules, capacity and drains repaired, nothing else moved.</summary>
    RulesOnly,

    /// <summary>The nodes of the request emptied, nothing else moved unless it must make room.</summary>
    Drain,
}
