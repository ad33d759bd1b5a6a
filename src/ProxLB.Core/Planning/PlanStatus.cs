namespace ProxLB.Core.Planning;

/// <summary>What a planning run came to. The first that applies.</summary>
public enum PlanStatus
{
    /// <summary>No migration: the goal holds.</summary>
    Balanced,

    /// <summary>The goal holds after the migrations, and nothing required is violated.</summary>
    Improved,

    /// <summary>No migration: the goal does not hold, but none would gain enough.</summary>
    NoBeneficialMigration,

    /// <summary>The migrations help, but the goal or something required stays unreached.</summary>
    Partial,

    /// <summary>No migration, although a required rule, a capacity or a drain is violated.</summary>
    Infeasible,
}
