using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>Reads snapshot files of the format <c>proxlb.cluster/1</c>.</summary>
/// <remarks>Unknown properties are ignored, everything else is checked. A rule that names an unknown guest or node is no defect.</remarks>
public static class SnapshotReader
{
    /// <summary>Reads a snapshot from a stream, to its end.</summary>
    /// <param name="stream">The file: JSON in UTF-8, with or without a byte order mark.</param>
    /// <exception cref="InvalidDocumentException">It is no JSON, or no valid snapshot; all defects are listed.</exception>
    public static ClusterSnapshot Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(JsonText.ReadAll(stream));
    }

    /// <summary>Reads a snapshot from memory.</summary>
    /// <param name="utf8">The file: JSON in UTF-8, with or without a byte order mark.</param>
    /// <exception cref="InvalidDocumentException">It is no JSON, or no valid snapshot; all defects are listed.</exception>
    public static ClusterSnapshot Read(ReadOnlyMemory<byte> utf8) => DocumentReader.Read(utf8, SnapshotFormat.Read);
}
