namespace ProxLB.SimulatedCluster.World;

/// <summary>A snapshot of a guest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">When it was taken.</param>
/// <param name="WithMemory">Whether it holds the memory too.</param>
public sealed record GuestSnapshot(string Name, DateTimeOffset At, bool WithMemory = false);
