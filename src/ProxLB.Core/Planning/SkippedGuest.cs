namespace ProxLB.Core.Planning;

/// <summary>A guest that had to stay.</summary>
/// <param name="Guest">Its VMID.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record SkippedGuest(int Guest, string Reason);
