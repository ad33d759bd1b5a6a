namespace ProxLB.Core.Execution;

/// <summary>Where a guest is and whether it runs.</summary>
/// <param name="Node">The node it lies on.</param>
/// <param name="Running">Whether it runs; null if that is not known.</param>
/// <param name="Moving">Whether it is on its way to another node.</param>
public readonly record struct GuestPlace(string Node, bool? Running, bool Moving = false);
