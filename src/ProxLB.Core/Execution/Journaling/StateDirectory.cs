namespace ProxLB.Core.Execution.Journaling;

/// <summary>The folder that holds an executor's journal, locked: one executor a host.</summary>
public sealed class StateDirectory : IDisposable
{
    private const string LockFile = "lock";
    private const string JournalFile = "journal.jsonl";

    private readonly FileStream _lock;

    private StateDirectory(FileStream @lock, FileJournal journal)
    {
        _lock = @lock;
        Journal = journal;
    }

    /// <summary>The journal in the folder.</summary>
    public FileJournal Journal { get; }

    /// <summary>Creates the folder if need be, locks it and opens its journal.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="StateDirectoryInUseException">Another process has it.</exception>
    /// <exception cref="IOException">The folder or a file in it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static StateDirectory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(path);
        var @lock = Lock(path);
        try
        {
            return new StateDirectory(@lock, FileJournal.Open(Path.Combine(path, JournalFile)));
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Reads what the journal in a folder knows. Nothing is locked, mended or created: another process may have the folder.</summary>
    /// <param name="path">The folder; one that does not exist, or that has no journal, knows nothing.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static JournalKnowledge Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileJournal.Read(Path.Combine(path, JournalFile));
    }

    /// <summary>Whether another process has a folder at this moment.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="UnauthorizedAccessException">This user may not look.</exception>
    public static bool IsInUse(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = new FileStream(Path.Combine(path, LockFile), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Journal.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        var file = Path.Combine(path, LockFile);
        try
        {
            // The lock goes with the process, however it ends. The file stays: to delete it would let two hold it.
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(file) && exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new StateDirectoryInUseException(path, exception);
        }
    }
}
