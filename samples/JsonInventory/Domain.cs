namespace JsonInventory;

/// <summary>A virtual machine as the inventory lists it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Host">The hypervisor it is on.</param>
/// <param name="State"><c>running</c> or <c>shut off</c>.</param>
/// <param name="Vcpus">Its virtual CPUs.</param>
/// <param name="MemoryMiB">The memory it was given, in MiB.</param>
/// <param name="RssMiB">The memory it uses on its host, in MiB.</param>
/// <param name="Apart">Domains with the same word here are to be on different hosts; null: it does not matter.</param>
internal sealed record Domain(int Id, string Name, string Host, string State, int Vcpus, long MemoryMiB, long RssMiB, string? Apart);
