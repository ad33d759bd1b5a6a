namespace ProxLB.Core.Strategies;

/// <summary>How load is measured.</summary>
public sealed class MeasureOptions
{
    /// <summary>Which figures are balanced; default <see cref="MeasureMode.Used"/>.</summary>
    public MeasureMode Mode { get; set; }

    /// <summary>What is taken off every node's capacity.</summary>
    public ResourceReserve Reserve { get; set; } = new();

    /// <summary>What is taken off the capacity of single nodes; a value here replaces the default.</summary>
    public Dictionary<string, ResourceReserve> ReserveByNode { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Thresholds for <see cref="MeasureMode.Psi"/>; null: pressure is balanced as a dimension.</summary>
    public PressureOptions? Pressure { get; set; }
}
