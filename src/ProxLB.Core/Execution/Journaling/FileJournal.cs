namespace ProxLB.Core.Execution.Journaling;

/// <summary>A journal in a file of JSON lines, each with a checksum, each on the disk before it counts. Safe for concurrent calls.</summary>
public sealed class FileJournal : IExecutionJournal, IDisposable
{
    /// <summary>A file above this size is rewritten without what is too old to matter.</summary>
    private const long CompactAbove = 1 << 20;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Func<string, FileStream> _open;
    private FileStream _file;
    private long _end;
    private bool _broken;

    private FileJournal(string path, Func<string, FileStream> open)
    {
        _path = path;
        _open = open;
        _file = open(path);
    }

    /// <inheritdoc/>
    public JournalKnowledge Knowledge { get; } = new();

    /// <summary>What was wrong with the file when it was opened, one sentence each; empty if nothing was.</summary>
    public IReadOnlyList<string> Repairs { get; private set; } = [];

    /// <summary>Opens or creates a journal. A torn last line, as a crash leaves it, is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be opened or mended, or another process has it open.</exception>
    public static FileJournal Open(string path) => Open(path, OpenFile);

    internal static FileJournal Open(string path, Func<string, FileStream> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var journal = new FileJournal(path, open);
        try
        {
            journal.Load();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>What a file knows, whoever writes it; one that does not exist knows nothing.</summary>
    internal static JournalKnowledge Read(string path)
    {
        var knowledge = new JournalKnowledge();
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            foreach (var entry in JournalText.Read(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false))).Entries)
            {
                knowledge.Apply(entry);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing was migrated yet.
        }

        return knowledge;
    }

    internal static FileStream OpenFile(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    /// <inheritdoc/>
    public ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            if (entry.Kind == JournalEntryKind.Plan && _end > CompactAbove)
            {
                Compact(entry.At);
            }

            Write(JournalLine.Write(entry));
            Knowledge.Apply(entry);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Load()
    {
        var text = Read();
        var repairs = new List<string>(text.Damaged.Select(line => $"Line {line} of {_path} is damaged and was passed over."));
        if (_file.Length > text.GoodLength)
        {
            repairs.Add($"The last line of {_path} was torn and was cut off.");
            _file.SetLength(text.GoodLength);
            _file.Flush(flushToDisk: true);
        }

        _end = text.GoodLength;
        foreach (var entry in text.Entries)
        {
            Knowledge.Apply(entry);
        }

        Repairs = repairs;
    }

    private JournalText Read()
    {
        var bytes = new byte[_file.Length];
        _file.Position = 0;
        _file.ReadExactly(bytes);
        return JournalText.Read(bytes);
    }

    private void Write(byte[] line)
    {
        if (_broken)
        {
            throw new IOException($"An earlier entry could not be written to {_path}, and the file could not be mended; restart once the disk has room.");
        }

        try
        {
            _file.Position = _end;
            _file.Write(line);
            _file.Flush(flushToDisk: true);
            _end += line.Length;
        }
        catch (IOException)
        {
            CutOff();
            throw;
        }
    }

    /// <summary>Half an entry must not stand before the next one.</summary>
    private void CutOff()
    {
        try
        {
            _file.SetLength(_end);
        }
        catch (IOException)
        {
            _broken = true;
        }
    }

    /// <summary>Writes a new file with what still matters and puts it in the old one's place.</summary>
    private void Compact(DateTimeOffset now)
    {
        var needed = Knowledge.Needed();
        var limit = now - JournalKnowledge.Retention;
        var kept = Read().Entries.Where(entry => entry.At >= limit || needed.Contains(entry.Migration) || entry.Until > now);
        var next = _path + ".new";
        File.Delete(next);
        using (var file = _open(next))
        {
            foreach (var entry in kept)
            {
                file.Write(JournalLine.Write(entry));
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        _file.Dispose();
        _file = _open(_path);
        _end = _file.Length;
    }
}
