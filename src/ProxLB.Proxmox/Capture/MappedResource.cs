namespace ProxLB.Proxmox.Capture;

/// <summary>A device or a directory that a guest uses through one of the cluster's mappings.</summary>
/// <param name="Key">The configuration's key.</param>
/// <param name="Kind"><c>pci</c>, <c>usb</c> or <c>dir</c>.</param>
/// <param name="Mapping">The mapping's id.</param>
internal sealed record MappedResource(string Key, string Kind, string Mapping);
