namespace ProxLB.Core.Execution.Journaling;

/// <summary>A migration that was asked for and whose end is not in the journal.</summary>
/// <param name="Intent">The entry that announced it.</param>
/// <param name="Ticket">The cluster's answer; null if none was written down.</param>
public sealed record OpenMigration(JournalEntry Intent, MigrationTicket? Ticket)
{
    /// <summary>What was asked for.</summary>
    public MigrationRequest Request => Intent.Request!;
}
