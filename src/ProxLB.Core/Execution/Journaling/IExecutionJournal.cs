namespace ProxLB.Core.Execution.Journaling;

/// <summary>Remembers what was asked of the cluster, so that a killed process can take it up.</summary>
public interface IExecutionJournal
{
    /// <summary>What the entries come to.</summary>
    JournalKnowledge Knowledge { get; }

    /// <summary>Adds an entry. When it returns, the entry outlives the process, and <see cref="Knowledge"/> holds it.</summary>
    /// <exception cref="IOException">It could not be written; nothing may be asked of the cluster.</exception>
    ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken);
}
