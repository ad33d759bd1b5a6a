namespace ProxLB.Core.Planning;

/// <summary>The best spread that so many migrations can reach.</summary>
public sealed record FrontierPoint
{
    /// <summary>How many migrations.</summary>
    public required int Migrations { get; init; }

    /// <summary>By dimension: the spread after them, in percentage points.</summary>
    public required IReadOnlyDictionary<string, double> Spread { get; init; }

    /// <summary>What they cost in bytes to copy.</summary>
    public long CostBytes { get; init; }
}
