namespace ProxLB.Core.Execution.Journaling;

/// <summary>The folder that holds an executor's journal, locked: one executor a host.</summary>
public sealed class StateDirectory : IDisposable
{
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
            return new StateDirectory(@lock, FileJournal.Open(Path.Combine(path, "journal.jsonl")));
        }
        catch
        {
            @lock.Dispose();
            throw;
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
        var file = Path.Combine(path, "lock");
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
