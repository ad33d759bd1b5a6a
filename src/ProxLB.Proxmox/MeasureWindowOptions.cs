namespace ProxLB.Proxmox;

/// <summary>Over which window, and by which statistic, used CPU and memory are measured.</summary>
public sealed class MeasureWindowOptions
{
    /// <summary>The arithmetic mean of the samples in the window.</summary>
    public const string Average = "average";

    /// <summary><see cref="Average"/> (the default), <c>maximum</c>, or a percentile such as <c>p95</c>.</summary>
    public string Statistic { get; set; } = Average;

    /// <summary>
    /// The length of the window; default 30 minutes, which the cluster's metrics (PVE 8.3 and later) cover with one call for all guests.
    /// A longer one, and any on an older version, costs one call a guest that may move. Zero: the last sample only.
    /// </summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(30);
}
