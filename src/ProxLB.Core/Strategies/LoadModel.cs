namespace ProxLB.Core.Strategies;

/// <summary>What a strategy measured: one dimension or several.</summary>
public sealed record LoadModel
{
    /// <summary>The dimensions; their names are unique over all strategies.</summary>
    public required IReadOnlyList<LoadDimension> Dimensions { get; init; }

    /// <summary>What the administrator should know about the figures, such as an unknown measure that a configured size stands in for.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A model of one dimension.</summary>
    public static LoadModel Of(LoadDimension dimension) => new() { Dimensions = [dimension] };
}
