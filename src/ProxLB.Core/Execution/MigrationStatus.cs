namespace ProxLB.Core.Execution;

/// <summary>How a started migration stands and where its guest is.</summary>
public sealed record MigrationStatus
{
    /// <summary>How it stands.</summary>
    public required MigrationState State { get; init; }

    /// <summary>Where the guest was seen; null if it was not.</summary>
    public string? Node { get; init; }

    /// <summary>Progress from 0 to 1; null if unknown.</summary>
    public double? Progress { get; init; }

    /// <summary>Bytes transferred so far; null if unknown.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>What went wrong, in the cluster's own words.</summary>
    public string? Error { get; init; }
}
