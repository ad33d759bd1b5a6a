namespace ProxLB.Core.Execution;

/// <summary>Names a started migration. It serialises and survives the process.</summary>
public sealed record MigrationTicket
{
    /// <summary>What was asked for.</summary>
    public required MigrationRequest Request { get; init; }

    /// <summary>The provider's name for the task, such as a Proxmox UPID; null while only a place can be watched.</summary>
    public string? Task { get; init; }

    /// <summary>When it was started, by the cluster's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
