using ProxLB.Core.Execution.Journaling;

namespace ProxLB.Core.Tests.Execution.Chaos;

/// <summary>Kills the process at a given write: before it, in the middle of it, or right after it.</summary>
internal sealed class KillingJournal(IExecutionJournal inner, string path, int writesToLive, int manner, List<JournalEntry> written) : IExecutionJournal
{
    private readonly TaskCompletionSource _never = new();
    private int _writes;

    public bool HasKilled { get; private set; }

    public JournalKnowledge Knowledge => inner.Knowledge;

    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        Assert.False(HasKilled, "A dead process writes nothing.");
        if (++_writes == writesToLive)
        {
            HasKilled = true;
            if (manner == 1)
            {
                Tear(JournalLine.Write(entry));
            }
            else if (manner == 2)
            {
                await inner.AppendAsync(entry, cancellationToken);
                written.Add(entry);
            }

            await _never.Task;
        }

        await inner.AppendAsync(entry, cancellationToken);
        written.Add(entry);
    }

    private void Tear(byte[] line)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(line.AsSpan(0, line.Length / 2));
    }
}
