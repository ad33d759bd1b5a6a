namespace ProxLB.SimulatedCluster.World;

/// <summary>A disk, mount point or CD of a guest.</summary>
/// <param name="Key">The configuration key, such as <c>scsi0</c> or <c>rootfs</c>.</param>
/// <param name="Storage">The storage it lies on; empty for a path or a bind mount.</param>
/// <param name="Name">The volume's name on the storage, or the path.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record GuestVolume(string Key, string Storage, string Name, long Bytes)
{
    /// <summary>Further options of the configuration line, such as <c>shared=1</c> or <c>mp=/data</c>.</summary>
    public string? Options { get; init; }

    /// <summary>Whether it is a CD image.</summary>
    public bool Cdrom { get; init; }

    /// <summary>The volume id.</summary>
    public string VolumeId => Storage.Length > 0 ? $"{Storage}:{Name}" : Name;

    internal bool MarkedShared => Options?.Split(',').Contains("shared=1") == true;

    internal bool Unused => Key.StartsWith("unused", StringComparison.Ordinal);
}
