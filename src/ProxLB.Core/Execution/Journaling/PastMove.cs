namespace ProxLB.Core.Execution.Journaling;

/// <summary>A migration of a guest that succeeded.</summary>
/// <param name="At">When it was verified.</param>
/// <param name="From">The node it left.</param>
/// <param name="To">The node it reached.</param>
public sealed record PastMove(DateTimeOffset At, string From, string To);
