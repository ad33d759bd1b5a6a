namespace AdmissionApi;

/// <summary>Where one guest should be created.</summary>
/// <param name="Node">The node; null if none takes it.</param>
/// <param name="Reason">Why, in one sentence.</param>
internal sealed record Placement(string? Node, string Reason);
