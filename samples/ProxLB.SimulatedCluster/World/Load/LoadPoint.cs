namespace ProxLB.SimulatedCluster.World.Load;

/// <summary>The load of a guest or node from one moment on.</summary>
/// <param name="Active">Whether it ran; its figures are unknown otherwise.</param>
/// <param name="Cpu">Used fraction of its CPUs.</param>
/// <param name="Memory">Used bytes.</param>
internal readonly record struct LoadPoint(bool Active, double Cpu, double Memory);
