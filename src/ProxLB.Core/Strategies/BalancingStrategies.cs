namespace ProxLB.Core.Strategies;

/// <summary>The names of the strategies that come with the library; each measures a dimension of the same name.</summary>
public static class BalancingStrategies
{
    /// <summary>Memory in bytes.</summary>
    public const string Memory = "memory";

    /// <summary>CPU in thousandths of a core.</summary>
    public const string Cpu = "cpu";

    /// <summary>Local disk in bytes; with <see cref="MeasureMode.Psi"/>, the pressure of input and output.</summary>
    public const string Disk = "disk";
}
