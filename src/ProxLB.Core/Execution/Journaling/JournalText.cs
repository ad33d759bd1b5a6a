namespace ProxLB.Core.Execution.Journaling;

/// <summary>What a journal file holds: its good entries, and where good ends.</summary>
/// <param name="Entries">The entries in order.</param>
/// <param name="Damaged">The numbers of damaged lines that others follow, from 1.</param>
/// <param name="GoodLength">The length in bytes up to which all is kept; what follows is a torn last line.</param>
internal sealed record JournalText(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<int> Damaged, long GoodLength)
{
    public static JournalText Read(ReadOnlySpan<byte> bytes)
    {
        var entries = new List<JournalEntry>();
        var damaged = new List<int>();
        long good = 0;
        var start = 0;
        for (var number = 1; start < bytes.Length; number++)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            if (length < 0)
            {
                break;
            }

            if (JournalLine.Read(bytes.Slice(start, length)) is { } entry)
            {
                entries.Add(entry);
                good = start + length + 1;
            }
            else
            {
                damaged.Add(number);
            }

            start += length + 1;
        }

        // A damaged end is cut off with the torn line: nothing good follows it.
        var kept = bytes[..(int)good].Count((byte)'\n');
        return new JournalText(entries, [.. damaged.Where(number => number <= kept)], good);
    }
}
