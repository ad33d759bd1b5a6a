namespace ProxLB.SimulatedCluster.World.Load;

/// <summary>What the status daemon last broadcast about a node.</summary>
/// <param name="At">When.</param>
/// <param name="Cpu">Used fraction of its CPUs.</param>
/// <param name="Memory">Used bytes.</param>
internal sealed record NodeSample(DateTimeOffset At, double Cpu, long Memory);
