namespace ProxLB.Core.Optimization;

/// <summary>In which order the terms of a score count.</summary>
internal enum ScoreOrder
{
    /// <summary>Violations, overload, preferred rules, distance, cost.</summary>
    Balance,

    /// <summary>Violations, overload, cost, preferred rules, distance: nothing moves that is not broken.</summary>
    RepairsOnly,

    /// <summary>Violations, overload, preferred rules, cost, distance: what a plan does before it balances.</summary>
    RulesFirst,
}
