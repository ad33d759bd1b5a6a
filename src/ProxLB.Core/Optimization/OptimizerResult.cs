namespace ProxLB.Core.Optimization;

/// <summary>What the engine found.</summary>
internal sealed record OptimizerResult
{
    /// <summary>By guest: the node it should be on.</summary>
    public required int[] Place { get; init; }

    /// <summary>Whether it is proven that no reachable placement is better.</summary>
    public required bool Optimal { get; init; }

    /// <summary>How many moves were evaluated.</summary>
    public required long Evaluated { get; init; }
}
