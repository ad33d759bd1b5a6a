using System.Collections.Concurrent;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads from the cluster's tasks which migrations are under way, whoever started them, and remembers when each guest was last moved.</summary>
internal sealed class TaskReader(ProxmoxClient client, TimeProvider time)
{
    // The cluster itself remembers only a node's last 25 tasks of any kind; the nodes' own lists reach further back.
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(1);
    private const int MostTasks = 500;
    private const long LastMoment = 253402300799; // of the year 9999

    private readonly ConcurrentDictionary<int, DateTimeOffset> _lastMoves = new();
    private readonly ConcurrentDictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _lookedAt = new(StringComparer.OrdinalIgnoreCase);

    public async Task<TaskFacts> ReadAsync(IReadOnlyList<TaskEntry>? tasks, IReadOnlyCollection<string> nodes, Reading reading, CancellationToken cancellationToken)
    {
        var migrations = (tasks ?? []).Where(TaskFacts.IsMigration).ToList();
        Remember(migrations);
        await Task.WhenAll(nodes.Where(node => !_lookedAt.ContainsKey(node)).Select(node => LookBackAsync(node, reading, cancellationToken))).ConfigureAwait(false);

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

    private void Remember(IEnumerable<TaskEntry> migrations)
    {
        foreach (var task in migrations.Where(task => TaskFacts.IsFinished(task) && TaskFacts.HasSucceeded(task.Status)))
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(task.EndTime!.Value, 0, LastMoment));
            _lastMoves.AddOrUpdate(TaskFacts.GuestOf(task)!.Value, moment, (_, before) => before > moment ? before : moment);
        }
    }

    private async Task LookBackAsync(string node, Reading reading, CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - FirstLook).ToUnixTimeSeconds();
        var read = await Task.WhenAll(((string[])["qmigrate", "vzmigrate"]).Select(type => reading.TryAsync(
            "GET /nodes/{node}/tasks",
            async () => (IReadOnlyList<TaskEntry>?)await client
                .GetListAsync($"nodes/{node}/tasks?source=archive&typefilter={type}&since={since}&limit={MostTasks}", ApiContext.Default.TaskEntry, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        if (read.All(tasks => tasks is not null))
        {
            Remember(read.SelectMany(tasks => tasks!).Where(TaskFacts.IsMigration));
            _lookedAt[node] = true;
        }
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
