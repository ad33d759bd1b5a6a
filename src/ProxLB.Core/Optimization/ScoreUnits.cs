namespace ProxLB.Core.Optimization;

/// <summary>The integer steps of score terms.</summary>
internal static class ScoreUnits
{
    /// <summary>Utilisation 1 (100 percent) in ticks.</summary>
    public const double TicksPerWhole = 1e9;

    /// <summary>One percentage point in ticks.</summary>
    public const double TicksPerPoint = 1e7;

    /// <summary>A dimension's weight of 1 in the distance of goal <c>target</c>.</summary>
    public const double WeightSteps = 1e6;

    /// <summary>One point of distance (weight 1) for goal <c>target</c>.</summary>
    public const double DistancePerPoint = TicksPerPoint * WeightSteps;

    /// <summary>What a distance is counted to, 4,000 times a node's capacity: weighted it still fits into an Int64.</summary>
    public const long MostTicks = 4_000_000_000_000;

    /// <summary>An excess as large as its limit.</summary>
    public const double OverloadPerLimit = 1e6;
}
