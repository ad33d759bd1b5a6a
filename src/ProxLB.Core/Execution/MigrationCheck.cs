namespace ProxLB.Core.Execution;

/// <summary>The answer to the question whether a migration can be started now.</summary>
/// <param name="Result">Whether it can.</param>
/// <param name="Reason">Why not, in one sentence; null if it can.</param>
public sealed record MigrationCheck(MigrationCheckResult Result, string? Reason = null);
