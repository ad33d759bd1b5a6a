namespace ProxLB.Core.Execution.Journaling;

/// <summary>A node that a guest was moved back from.</summary>
/// <param name="At">When.</param>
/// <param name="Node">The node.</param>
public sealed record BarredTarget(DateTimeOffset At, string Node);
