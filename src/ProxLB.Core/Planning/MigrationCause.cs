namespace ProxLB.Core.Planning;

/// <summary>What asks for a migration.</summary>
public enum MigrationCause
{
    /// <summary>The balance of load.</summary>
    Balance,

    /// <summary>A rule.</summary>
    Rule,

    /// <summary>A node that is over a limit.</summary>
    Capacity,

    /// <summary>A node that is to be emptied.</summary>
    Drain,

    /// <summary>The return of guests after a maintenance.</summary>
    Return,
}
