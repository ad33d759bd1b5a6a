namespace ProxLB.Reference;

/// <summary>In which order the terms of a score count.</summary>
internal enum ReferenceOrder
{
    /// <summary>Violations, overload, preferred, distance, cost: goals <c>target</c> and <c>best</c>.</summary>
    Balance,

    /// <summary>Violations, overload, cost, preferred, distance: goals <c>rules-only</c> and <c>drain</c>.</summary>
    Repairs,

    /// <summary>Violations, overload, preferred, cost, distance: what minimum gain compares with.</summary>
    RulesFirst,
}
