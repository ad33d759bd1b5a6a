namespace JsonInventory;

/// <summary>A hypervisor as the inventory lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>up</c> or anything else.</param>
/// <param name="Cpus">Its cores.</param>
/// <param name="MemoryMiB">Its memory in MiB.</param>
internal sealed record HypervisorHost(string Name, string State, int Cpus, long MemoryMiB);
