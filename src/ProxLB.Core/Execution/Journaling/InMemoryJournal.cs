namespace ProxLB.Core.Execution.Journaling;

/// <summary>A journal that lives as long as the process: cooldowns work, a restart is blind to them.</summary>
public sealed class InMemoryJournal : IExecutionJournal
{
    /// <inheritdoc/>
    public JournalKnowledge Knowledge { get; } = new();

    /// <inheritdoc/>
    public ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        Knowledge.Apply(entry);
        return ValueTask.CompletedTask;
    }
}
