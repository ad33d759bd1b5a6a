using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Migration;

/// <summary>Asks how a task stands and reads its log from where it was last read.</summary>
internal sealed class TaskFollower(ProxmoxClient client)
{
    private const int LinesAtOnce = 500;

    private readonly ConcurrentDictionary<string, LogPosition> _positions = new(StringComparer.Ordinal);

    /// <summary>How the task stands; null if nobody can say, because its node does not answer.</summary>
    public async Task<TaskProgress?> AskAsync(Upid task, CancellationToken cancellationToken)
    {
        try
        {
            var status = await client.GetAsync($"{task.ApiPath}/status", ApiContext.Default.TaskStatusAnswer, cancellationToken).ConfigureAwait(false);
            if (status?.Status is null)
            {
                return null;
            }

            if (status.Status != "running")
            {
                _positions.TryRemove(task.Text, out _);
                return new TaskProgress(false, status.ExitStatus ?? "unexpected status", null);
            }

            return new TaskProgress(true, null, await ReadLogAsync(task, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException failure) when (failure.Failure is not (ApiFailure.NotAuthenticated or ApiFailure.NotTrusted))
        {
            return null;
        }
    }

    private async Task<(long Transferred, long Total)?> ReadLogAsync(Upid task, CancellationToken cancellationToken)
    {
        var position = _positions.GetValueOrDefault(task.Text);
        try
        {
            var lines = await client.GetListAsync($"{task.ApiPath}/log?start={position.Line}&limit={LinesAtOnce}", ApiContext.Default.TaskLogLine, cancellationToken).ConfigureAwait(false);
            var progress = lines.Select(line => MigrationLog.ProgressIn(line.Text)).LastOrDefault(found => found is not null) ?? position.Progress;
            var last = lines.Count > 0 ? lines.Max(line => line.Number) ?? position.Line : position.Line;
            _positions[task.Text] = new LogPosition(last, progress);
            return progress;
        }
        catch (ApiException)
        {
            return position.Progress;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct LogPosition(long Line, (long Transferred, long Total)? Progress);
}
