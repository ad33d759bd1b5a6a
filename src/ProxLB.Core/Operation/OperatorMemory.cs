using System.Text.Json;

namespace ProxLB.Core.Operation;

/// <summary>What an operator keeps in a file beside the journal: drained nodes, and the runs that have ended. Only one process may use it at a time.</summary>
public sealed class OperatorMemory
{
    private readonly string _path;

    private OperatorMemory(string path, OperatorMemoryContent content, string? defect)
    {
        _path = path;
        Content = content;
        Defect = defect;
    }

    /// <summary>Why the file could not be read and nothing is remembered, in one sentence; null if it could.</summary>
    public string? Defect { get; }

    internal OperatorMemoryContent Content { get; private set; }

    /// <summary>Reads a file; one that does not exist is empty, and so is one that is damaged.</summary>
    /// <param name="path">The file.</param>
    public static OperatorMemory Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = File.OpenRead(path);
            return new(path, JsonSerializer.Deserialize(file, OperatorMemoryJson.Default.OperatorMemoryContent) ?? new(), defect: null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(path, new(), defect: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(path, new(), $"{path} cannot be read, so drained nodes and earlier runs are not known: {exception.Message}");
        }
    }

    /// <summary>Writes the file anew; a crash leaves the old one or the new one.</summary>
    internal void Save(OperatorMemoryContent content)
    {
        Content = content;
        var next = _path + ".new";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, content, OperatorMemoryJson.Default.OperatorMemoryContent);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public override string ToString() => _path;
}
