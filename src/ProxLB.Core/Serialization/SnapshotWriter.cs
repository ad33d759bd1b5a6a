using ProxLB.Core.Cluster;

namespace ProxLB.Core.Serialization;

/// <summary>Writes snapshot files of the format <c>proxlb.cluster/1</c>: a line for each node and guest, nothing that has its default.</summary>
/// <remarks>Equal snapshots give equal bytes.</remarks>
public static class SnapshotWriter
{
    /// <summary>Writes a snapshot to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="cluster">The facts. Numbers must be finite.</param>
    public static void Write(Stream stream, ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToUtf8(cluster));
    }

    /// <summary>Writes a snapshot to memory.</summary>
    /// <param name="cluster">The facts. Numbers must be finite.</param>
    /// <returns>JSON in UTF-8, without a byte order mark.</returns>
    public static byte[] ToUtf8(ClusterSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return JsonWriting.Document(cluster, SnapshotFormat.Write);
    }
}
