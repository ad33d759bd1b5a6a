namespace AdmissionApi;

/// <summary>What a portal or a script wants to create.</summary>
/// <param name="Cores">Cores of one guest.</param>
/// <param name="MemoryGiB">Memory of one guest in GiB.</param>
/// <param name="Tags">Its tags; null: none.</param>
/// <param name="Count">How many of them; null: one.</param>
internal sealed record GuestWish(double Cores, double MemoryGiB, IReadOnlyList<string>? Tags, int? Count);
