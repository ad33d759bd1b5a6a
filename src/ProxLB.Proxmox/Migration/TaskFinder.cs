using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Finds the task of a migration among those of the node it leaves.</summary>
internal sealed class TaskFinder(ProxmoxClient client)
{
    public const string HaRequestType = "hamigrate";

    // Clocks of nodes differ a little.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<string> WorkerTypes(GuestKind kind) => [kind == GuestKind.Container ? "vzmigrate" : "qmigrate"];

    /// <summary>The newest such task that still runs or was started since a moment; null if there is none.</summary>
    /// <exception cref="ApiException">The tasks cannot be read.</exception>
    public async Task<Upid?> FindAsync(MigrationRequest request, DateTimeOffset notBefore, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var tasks = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return tasks
            .Select(task => (Upid: Upid.Parse(task.Upid), IsRunning: !TaskFacts.IsFinished(task)))
            .Where(task => task.Upid is not null && task.Upid.Guest == request.Guest && task.Upid.Node == request.From && types.Contains(task.Upid.Type))
            .Where(task => task.IsRunning || task.Upid!.StartedAt >= notBefore - Tolerance)
            .OrderBy(task => types.ToList().IndexOf(task.Upid!.Type))
            .ThenByDescending(task => task.Upid!.StartedAt)
            .Select(task => task.Upid)
            .FirstOrDefault();
    }

    private async Task<IReadOnlyList<TaskEntry>> ReadAsync(MigrationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetListAsync($"nodes/{request.From}/tasks?source=all&vmid={request.Guest}&limit=50", ApiContext.Default.TaskEntry, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure.Failure is ApiFailure.NodeNotConnected or ApiFailure.NodeNoAnswer)
        {
            // The node is gone; the cluster still remembers its last tasks.
            return await client.GetListAsync("cluster/tasks", ApiContext.Default.TaskEntry, cancellationToken).ConfigureAwait(false);
        }
    }
}
