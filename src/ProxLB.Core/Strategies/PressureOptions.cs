namespace ProxLB.Core.Strategies;

/// <summary>Thresholds of pressure by dimension (<c>memory</c>, <c>cpu</c>, <c>disk</c>).</summary>
public sealed class PressureOptions
{
    /// <summary>When a node is hot.</summary>
    public Dictionary<string, PressureThresholds> Nodes { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When a guest is hot; if any is set, only hot guests move for balance.</summary>
    public Dictionary<string, PressureThresholds> Guests { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
