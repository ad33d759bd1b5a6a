namespace ProxLB.Core.Planning;

/// <summary>A rule, capacity or drain that the state after the plan still violates.</summary>
public sealed record UnsatisfiedItem
{
    /// <summary>The constraint's name.</summary>
    public required string Constraint { get; init; }

    /// <summary>The rule's name; null if the constraint has no rules.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether it must hold.</summary>
    public required bool Required { get; init; }

    /// <summary>The VMIDs concerned.</summary>
    public IReadOnlyList<int> Guests { get; init; } = [];

    /// <summary>The nodes concerned.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>What blocks it, in one sentence.</summary>
    public required string Reason { get; init; }
}
