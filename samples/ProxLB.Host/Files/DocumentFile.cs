using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Files;

/// <summary>Reads and writes snapshot and plan files; <c>-</c> is standard input or output.</summary>
internal sealed class DocumentFile(HostContext context)
{
    private const string Standard = "-";

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="UserErrorException">The file cannot be read or is no snapshot; all defects are listed.</exception>
    public ClusterSnapshot ReadSnapshot(string path) => Read(path, "snapshot", bytes => SnapshotReader.Read(bytes));

    /// <summary>Reads a plan.</summary>
    /// <exception cref="UserErrorException">The file cannot be read or is no plan; all defects are listed.</exception>
    public MigrationPlan ReadPlan(string path) => Read(path, "plan", bytes => PlanReader.Read(bytes));

    /// <summary>Writes a document.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void Write(string path, byte[] document)
    {
        if (path == Standard)
        {
            context.Output.Write(System.Text.Encoding.UTF8.GetString(document));
            return;
        }
        try
        {
            File.WriteAllBytes(path, document);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: the file cannot be written: {exception.Message}");
        }
    }

    private T Read<T>(string path, string what, Func<ReadOnlyMemory<byte>, T> read)
    {
        var name = path == Standard ? "standard input" : path;
        try
        {
            return read(path == Standard ? System.Text.Encoding.UTF8.GetBytes(context.Input.ReadToEnd()) : File.ReadAllBytes(path));
        }
        catch (InvalidDocumentException exception)
        {
            throw new UserErrorException([.. exception.Defects.Select(defect => $"{name}: {defect}")]);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException($"{name}: there is no such {what} file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{name}: the {what} cannot be read: {exception.Message}");
        }
    }
}
