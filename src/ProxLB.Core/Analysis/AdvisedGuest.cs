namespace ProxLB.Core.Analysis;

/// <summary>Where one new guest should go.</summary>
public sealed record AdvisedGuest
{
    /// <summary>The best node; null if none takes it.</summary>
    public string? Node { get; init; }

    /// <summary>Why that one, or why none, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>All nodes, the best first, those that do not take it last.</summary>
    public IReadOnlyList<NodeVerdict> Candidates { get; init; } = [];
}
