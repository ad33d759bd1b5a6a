using System.Collections.Concurrent;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads from the cluster's tasks which migrations are under way, whoever started them, and remembers when each guest was last moved.</summary>
internal sealed class TaskReader(ProxmoxClient client)
{
    private readonly ConcurrentDictionary<int, DateTimeOffset> _lastMoves = new();
    private readonly ConcurrentDictionary<string, string> _targets = new(StringComparer.Ordinal);

    public async Task<TaskFacts> ReadAsync(IReadOnlyList<TaskEntry>? tasks, Reading reading, CancellationToken cancellationToken)
    {
        var migrations = (tasks ?? []).Where(TaskFacts.IsMigration).ToList();
        foreach (var task in migrations.Where(task => TaskFacts.IsFinished(task) && TaskFacts.HasSucceeded(task.Status)))
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(task.EndTime!.Value, 0, 253402300799));
            _lastMoves.AddOrUpdate(TaskFacts.GuestOf(task)!.Value, moment, (_, before) => before > moment ? before : moment);
        }

        var running = migrations.Where(task => !TaskFacts.IsFinished(task)).Select(task => Upid.Parse(task.Upid)).OfType<Upid>().ToList();
        await Task.WhenAll(running.Where(task => !_targets.ContainsKey(task.Text)).Select(task => FindTargetAsync(task, reading, cancellationToken))).ConfigureAwait(false);
        foreach (var ended in _targets.Keys.Except(running.Select(task => task.Text), StringComparer.Ordinal))
        {
            _targets.TryRemove(ended, out _);
        }

        var targets = new Dictionary<int, string>();
        foreach (var task in running)
        {
            if (task.Guest is { } guest && _targets.TryGetValue(task.Text, out var target))
            {
                targets[guest] = target;
            }
        }

        return new TaskFacts(_lastMoves.ToDictionary(), targets);
    }

    // A task's status does not say where it takes the guest; the first lines of its log do.
    private async Task FindTargetAsync(Upid task, Reading reading, CancellationToken cancellationToken)
    {
        var lines = await reading.TryAsync("GET /nodes/{node}/tasks/{upid}/log", async () => (IReadOnlyList<TaskLogLine>?)await client
            .GetListAsync($"{task.ApiPath}/log?start=0&limit=20", ApiContext.Default.TaskLogLine, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if ((lines ?? []).Select(line => MigrationLog.TargetIn(line.Text)).OfType<string>().FirstOrDefault() is { } target)
        {
            _targets[task.Text] = target;
        }
    }
}
