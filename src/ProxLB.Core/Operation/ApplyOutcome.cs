namespace ProxLB.Core.Operation;

/// <summary>What came of the wish to carry out a plan, and why.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Reason">One sentence for a person; in a refusal what to do about it.</param>
/// <param name="Run">The run concerned: the new one, the one in the way, or the one that did it before; null if there is none.</param>
public sealed record ApplyOutcome(ApplyResult Result, string Reason, OperatorRun? Run = null)
{
    /// <summary>What is different from the facts that the plan was made from, one sentence each.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}
