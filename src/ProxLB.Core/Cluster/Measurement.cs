namespace ProxLB.Core.Cluster;

/// <summary>How the <c>used</c> figures of a snapshot were measured.</summary>
public sealed record Measurement
{
    /// <summary>The statistic over the window: <c>average</c> or a percentile such as <c>p95</c>.</summary>
    public string? Statistic { get; init; }

    /// <summary>The length of the window in seconds.</summary>
    public int? WindowSeconds { get; init; }
}
