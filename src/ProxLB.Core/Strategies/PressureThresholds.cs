namespace ProxLB.Core.Strategies;

/// <summary>When a node or guest counts as hot in one dimension: <c>(full and some) or spikes</c> reach these. Percent of time, 0 to 100.</summary>
public sealed class PressureThresholds
{
    /// <summary>The threshold of <c>some</c>; null: left out of the condition.</summary>
    public double? Some { get; set; }

    /// <summary>The threshold of <c>full</c>; null: left out of the condition.</summary>
    public double? Full { get; set; }

    /// <summary>The threshold of the highest value in the window; null: left out of the condition.</summary>
    public double? Spikes { get; set; }
}
