using System.Globalization;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>The migration of a virtual machine: local disks, then memory, then the configuration.</summary>
internal sealed class VmMigrationJob : MigrationJob
{
    private const int CleanupSeconds = 2;
    private readonly List<(GuestVolume Volume, Transfer Transfer)> _disks = [];
    private readonly bool _live;
    private readonly Transfer _memory;
    private bool _prepared;
    private bool _moved;
    private int _cleanup;
    private int _memorySeconds;

    public VmMigrationJob(ClusterWorld world, SimulatedGuest guest, MigrationParameters parameters, SimulatedTask task)
        : base(world, guest, parameters, task)
    {
        _live = guest.Running;
        _memory = new Transfer(_live ? Math.Max(guest.MemoryUsed, 64L << 20) : 0);
        foreach (var volume in guest.Volumes.Where(volume => !world.IsShared(volume) && volume.Storage.Length > 0 && !volume.Cdrom))
        {
            _disks.Add((volume, new Transfer(volume.Bytes)));
        }
    }

    public override bool Transferring => _prepared && !_moved;

    public override void Step(long bytes)
    {
        if (_live && !_moved && !Guest.Running)
        {
            Abort($"VM {Guest.Id} not running");
        }
        else if (!_prepared)
        {
            Prepare();
        }
        else if (!_moved)
        {
            Copy(bytes);
        }
        else if (++_cleanup >= CleanupSeconds)
        {
            Complete();
        }
    }

    private void Prepare()
    {
        if (VmMigrationChecks.Run(World, this, _live) is { } reason)
        {
            Abort(reason);
            return;
        }

        foreach (var (volume, _) in _disks)
        {
            Write($"found local disk '{volume.VolumeId}' ({(volume.Unused ? "unused" : "attached")})");
        }

        if (_live)
        {
            Write($"starting VM {Guest.Id} on remote node '{Target}'");
            Write("starting online/live migration");
        }

        _prepared = true;
    }

    private void Copy(long bytes)
    {
        var seconds = (World.Now - Task.StartedAt).TotalSeconds;
        foreach (var (volume, transfer) in _disks.Where(disk => !disk.Transfer.Ended))
        {
            bytes = transfer.Take(bytes);
            var percent = (100.0 * transfer.Done / transfer.Total).ToString("0.00", CultureInfo.InvariantCulture);
            Write($"{volume.Key}: transferred {Transfer.Size(transfer.Done)} of {Transfer.Size(transfer.Total)} ({percent}%) in {seconds:0}s");
            if (bytes == 0)
            {
                return;
            }
        }

        if (!_memory.Ended)
        {
            CopyMemory(bytes);
        }

        if (_memory.Ended)
        {
            SwitchOver();
        }
    }

    private void CopyMemory(long bytes)
    {
        var rest = _memory.Take(bytes);
        _memorySeconds++;
        var rate = Transfer.Size(bytes - rest);
        Write($"migration active, transferred {Transfer.Size(_memory.Done)} of {Transfer.Size(Guest.MemoryBytes)} VM-state, {rate}/s");
    }

    private void SwitchOver()
    {
        if (Failure is { AfterMove: false } failure)
        {
            Abort("online migrate failure - injected fault", failure.ExitStatus);
            return;
        }

        if (_live)
        {
            Write($"average migration speed: {Transfer.Size((double)Guest.MemoryBytes / _memorySeconds)}/s - downtime {20 + (Guest.Id % 60)} ms");
            Write("migration status: completed");
            World.RestartProcess(Guest);
        }

        MoveConfiguration();
        _moved = true;
    }
}
