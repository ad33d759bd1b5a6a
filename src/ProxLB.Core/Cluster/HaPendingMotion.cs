namespace ProxLB.Core.Cluster;

/// <summary>A motion that waits in the HA manager's queue.</summary>
/// <param name="Command">The command, such as <c>migrate</c> or <c>relocate</c>.</param>
/// <param name="Node">The target's name.</param>
public sealed record HaPendingMotion(string? Command, string? Node);
