namespace ProxLB.Core.Execution.Running;

/// <summary>What an attempt at a step came to.</summary>
/// <param name="Verdict">Its class.</param>
/// <param name="Node">Where the guest was last seen.</param>
/// <param name="Error">Why, in one sentence.</param>
internal sealed record StepResult(StepVerdict Verdict, string? Node = null, string? Error = null);
