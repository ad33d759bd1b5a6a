using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>What the cluster answered in one capture. Null is: could not be read.</summary>
internal sealed record ClusterAnswers
{
    public required IReadOnlyList<ClusterStatusEntry> Status { get; init; }

    public required IReadOnlyList<ClusterResource> Resources { get; init; }

    public ClusterOptionsAnswer? Options { get; init; }

    public IReadOnlyList<StorageConfig>? Storages { get; init; }

    public IReadOnlyList<ReplicationJob>? Replication { get; init; }

    public IReadOnlyList<TaskEntry>? Tasks { get; init; }

    public required HaAnswers Ha { get; init; }
}
