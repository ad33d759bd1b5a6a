namespace ProxLB.SimulatedCluster.World;

/// <summary>A storage of the simulated cluster.</summary>
public sealed class SimulatedStorage
{
    internal SimulatedStorage(string id, string type, bool shared)
    {
        Id = id;
        Type = type;
        Shared = shared;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Its type, such as <c>zfspool</c>.</summary>
    public string Type { get; }

    /// <summary>Whether all nodes see the same data.</summary>
    public bool Shared { get; }

    /// <summary>The nodes that can use it; null: all.</summary>
    public IReadOnlyList<string>? Nodes { get; set; }

    /// <summary>What may lie on it.</summary>
    public IReadOnlyList<string> Content { get; set; } = ["images", "rootdir"];

    /// <summary>Whether it is switched off.</summary>
    public bool Disabled { get; set; }

    /// <summary>Size in bytes, of a local storage on each node unless <see cref="NodeBytes"/> says otherwise.</summary>
    public long Bytes { get; set; }

    /// <summary>Size in bytes on single nodes.</summary>
    public Dictionary<string, long> NodeBytes { get; } = new(StringComparer.Ordinal);

    /// <summary>Limit of migrations in KiB/s; null: none.</summary>
    public long? MigrationLimit { get; set; }

    internal bool AvailableOn(string node) => !Disabled && (Nodes is null || Nodes.Contains(node, StringComparer.Ordinal));

    internal long SizeOn(string node) => NodeBytes.TryGetValue(node, out var bytes) ? bytes : Bytes;
}
