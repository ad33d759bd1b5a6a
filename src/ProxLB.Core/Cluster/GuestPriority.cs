namespace ProxLB.Core.Cluster;

/// <summary>How much a guest's demand weighs in the imbalance. It never counts in spread or capacity.</summary>
public enum GuestPriority
{
    /// <summary>Weight 0.5.</summary>
    Low = 1,

    /// <summary>Weight 1.</summary>
    Normal = 2,

    /// <summary>Weight 1.5.</summary>
    High = 3,
}
