namespace ProxLB.SimulatedCluster.World.Events;

/// <summary>Something that happened in the world.</summary>
/// <param name="At">The simulated time.</param>
/// <param name="Kind">What.</param>
/// <param name="Guest">The guest it is about; null if none.</param>
/// <param name="Node">The node it is about, for a motion the source; null if none.</param>
/// <param name="Target">For a motion: the target.</param>
/// <param name="Text">A UPID, an exit text, a state, a lock or a reason.</param>
public sealed record WorldEvent(
    DateTimeOffset At, WorldEventKind Kind, int? Guest = null, string? Node = null, string? Target = null, string? Text = null);
