namespace ProxLB.Core.Cluster;

/// <summary>A storage that guests' disks can lie on.</summary>
public sealed record ClusterStorage
{
    /// <summary>The storage's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether all nodes see the same data; a disk on it needs no copying.</summary>
    public required bool Shared { get; init; }

    /// <summary>The nodes that can use it; null: all.</summary>
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>Free bytes by node name, for local storage; a node that is not named has no limit known.</summary>
    public IReadOnlyDictionary<string, long> Free { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, long>.Empty;

    /// <summary>What may lie on it, such as <c>images</c> and <c>rootdir</c>; empty if unknown.</summary>
    public IReadOnlyList<string> Content { get; init; } = [];

    /// <summary>Its type, such as <c>zfspool</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Free bytes of a shared storage; null if unknown.</summary>
    public long? FreeBytes { get; init; }
}
