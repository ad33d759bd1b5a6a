using System.Text.Json;
using ProxLB.Core.Cluster;

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

    /// <summary>Nodes that were drained and are not used until they are undrained.</summary>
    public IReadOnlyList<string> Drained => Content.Drained;

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

    /// <summary>Writes down that nodes are drained, and that others no longer are. For commands; an operator does it itself.</summary>
    /// <param name="drained">Nodes that are not used any more.</param>
    /// <param name="undrained">Nodes that are used again.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void Drain(IEnumerable<string> drained, IEnumerable<string> undrained)
    {
        var now = DrainedNodes.Without(DrainedNodes.With([.. Drained], drained), undrained);
        if (!now.SequenceEqual(Drained, StringComparer.Ordinal))
        {
            Save(Content with { Drained = now });
        }
    }

    /// <summary>The facts with drained nodes in maintenance.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="used">Drained nodes that count as used again.</param>
    public ClusterSnapshot Mark(ClusterSnapshot facts, IEnumerable<string> used)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return DrainedNodes.Mark(facts, DrainedNodes.Without([.. Drained], used));
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
