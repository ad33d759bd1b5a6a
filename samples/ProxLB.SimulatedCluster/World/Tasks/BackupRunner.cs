using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Migration;

namespace ProxLB.SimulatedCluster.World.Tasks;

/// <summary>Runs backups: a task that locks its guest for a while.</summary>
internal sealed class BackupRunner(ClusterWorld world)
{
    private readonly List<(SimulatedGuest Guest, SimulatedTask Task, DateTimeOffset End)> _backups = [];

    public bool Any => _backups.Count > 0;

    public SimulatedTask Start(SimulatedGuest guest, TimeSpan duration)
    {
        MigrationRequestChecks.RequireUnlocked(guest);
        var task = world.Tasks.Start(guest.Node, "vzdump", guest.Id.ToString(), Identity.Root);
        task.Write($"INFO: Starting Backup of {(guest.ApiType == "qemu" ? "VM" : "CT")} {guest.Id} ({guest.ApiType})");
        world.LockGuest(guest.Id, "backup");
        _backups.Add((guest, task, world.Now + duration));
        return task;
    }

    public void Step()
    {
        foreach (var (guest, task, _) in _backups.Where(backup => backup.End <= world.Now && backup.Task.EndedAt is null))
        {
            task.Write($"INFO: Finished Backup of {guest.Id}");
            if (world.Guests.ContainsKey(guest.Id) && guest.Lock == "backup")
            {
                world.LockGuest(guest.Id, null);
            }

            world.Tasks.End(task, "OK");
        }

        _backups.RemoveAll(backup => backup.Task.EndedAt is not null);
    }
}
