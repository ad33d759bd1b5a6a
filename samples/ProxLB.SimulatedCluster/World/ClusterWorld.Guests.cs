using ProxLB.SimulatedCluster.World.Events;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World;

public sealed partial class ClusterWorld
{
    /// <summary>Starts a guest.</summary>
    /// <param name="id">Its VMID.</param>
    public void StartGuest(int id)
    {
        var guest = Guests[id];
        if (!guest.Running && NodeOf(guest).Alive)
        {
            guest.Running = true;
            RestartProcess(guest);
            Report(WorldEventKind.GuestStarted, id, guest.Node);
        }
    }

    /// <summary>Stops a guest.</summary>
    /// <param name="id">Its VMID.</param>
    public void StopGuest(int id)
    {
        var guest = Guests[id];
        if (guest.Running)
        {
            guest.Running = false;
            Report(WorldEventKind.GuestStopped, id, guest.Node);
        }
    }

    /// <summary>Locks a guest, as a backup does, or unlocks it.</summary>
    /// <param name="id">Its VMID.</param>
    /// <param name="lockName">The lock, such as <c>backup</c>; null unlocks.</param>
    public void LockGuest(int id, string? lockName)
    {
        Guests[id].Lock = lockName;
        Report(WorldEventKind.GuestLockChanged, id, Guests[id].Node, null, lockName);
    }

    /// <summary>Starts a backup: the guest is locked until it ends.</summary>
    /// <param name="id">Its VMID.</param>
    /// <param name="duration">How long it takes.</param>
    /// <exception cref="RequestRefusedException">The guest is locked already.</exception>
    public SimulatedTask StartBackup(int id, TimeSpan duration) => _backups.Start(Guests[id], duration);

    /// <summary>Moves a guest at once, as if an administrator had done it between two looks.</summary>
    /// <param name="id">Its VMID.</param>
    /// <param name="target">The node.</param>
    public void MoveGuest(int id, string target)
    {
        Migrations.Fail(id, "migration aborted");
        var guest = Guests[id];
        var source = guest.Node;
        guest.Node = Nodes[target].Name;
        if (guest.Running)
        {
            RestartProcess(guest);
        }

        Report(WorldEventKind.GuestMoved, id, source, target);
    }

    /// <summary>Deletes a guest; its migration, if one is under way, fails.</summary>
    /// <param name="id">Its VMID.</param>
    public void DeleteGuest(int id)
    {
        var guest = Guests[id];
        Migrations.Fail(id, "migration aborted");
        Guests.Remove(id);
        ReplicationJobs.RemoveAll(job => job.Guest == id);
        Report(WorldEventKind.GuestChanged, id, guest.Node);
    }

    internal void RestartProcess(SimulatedGuest guest)
    {
        guest.StartedAt = Now;
        guest.FreshProcess = true;
        guest.ProcessId = Tasks.NextProcessId();
    }
}
