namespace ProxLB.Core.Execution.Journaling;

/// <summary>What a journal entry states.</summary>
public enum JournalEntryKind
{
    /// <summary>A plan is being carried out.</summary>
    Plan,

    /// <summary>A migration is about to be asked for. Until its verification it counts as in flight.</summary>
    Intent,

    /// <summary>The cluster accepted it.</summary>
    Ticket,

    /// <summary>The cluster says that it has ended.</summary>
    Outcome,

    /// <summary>Where the guest is was looked at; the migration is closed.</summary>
    Verification,

    /// <summary>Too many migrations failed: until a given moment nothing is started, restarts of the process included.</summary>
    CircuitOpened,

    /// <summary>The user closed the circuit before its time.</summary>
    CircuitClosed,
}
