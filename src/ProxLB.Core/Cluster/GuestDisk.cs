namespace ProxLB.Core.Cluster;

/// <summary>A disk of a guest.</summary>
/// <param name="Storage">The id of the storage it lies on.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record GuestDisk(string Storage, long Bytes);
