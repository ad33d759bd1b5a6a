namespace ProxLB.Proxmox.Capture;

/// <summary>A volume of a guest.</summary>
/// <param name="Key">The configuration's key.</param>
/// <param name="Storage">The storage it lies on.</param>
/// <param name="Bytes">Its size; null if the configuration does not say.</param>
/// <param name="IsImage">Whether it is an image in a CD drive, which is not moved.</param>
/// <param name="IsEverywhere">Whether the administrator says that every node sees it.</param>
internal sealed record GuestVolume(string Key, string Storage, long? Bytes, bool IsImage, bool IsEverywhere);
