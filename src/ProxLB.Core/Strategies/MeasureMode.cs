namespace ProxLB.Core.Strategies;

/// <summary>Which figures are balanced.</summary>
public enum MeasureMode
{
    /// <summary>Measured use.</summary>
    Used,

    /// <summary>Configured sizes.</summary>
    Assigned,

    /// <summary>Pressure stall information.</summary>
    Psi,
}
