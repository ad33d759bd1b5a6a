namespace ProxLB.Core.Planning;

/// <summary>What came of a migration.</summary>
public sealed record MigrationOutcome
{
    /// <summary>Such as <c>moved</c>, <c>failed</c>, <c>dropped</c>, <c>movedElsewhere</c>, <c>stillRunning</c>.</summary>
    public required string State { get; init; }

    /// <summary>Where the guest was last seen.</summary>
    public string? Node { get; init; }

    /// <summary>What went wrong, in Proxmox's own words where it has any.</summary>
    public string? Error { get; init; }
}
