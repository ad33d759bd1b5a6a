using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>The migration of a container: shut it down, copy its local volumes, move its configuration, start it.</summary>
internal sealed class ContainerMigrationJob : MigrationJob
{
    private readonly bool _restart;
    private readonly List<(GuestVolume Volume, Transfer Transfer)> _volumes = [];
    private bool _prepared;
    private bool _moved;
    private int _waited;

    public ContainerMigrationJob(ClusterWorld world, SimulatedGuest guest, MigrationParameters parameters, SimulatedTask task)
        : base(world, guest, parameters, task)
    {
        _restart = guest.Running;
        foreach (var volume in guest.Volumes.Where(volume => volume.Storage.Length > 0 && !world.IsShared(volume)))
        {
            _volumes.Add((volume, new Transfer(volume.Bytes)));
        }
    }

    public override bool Transferring => _prepared && !_moved && !Guest.Running;

    public override void Step(long bytes)
    {
        if (!_prepared)
        {
            Prepare();
        }
        else if (Guest.Running && !_moved)
        {
            ShutDown();
        }
        else if (!_moved)
        {
            Copy(bytes);
        }
        else
        {
            StartOnTarget();
        }
    }

    protected override void OnAbort()
    {
        if (_restart && !Guest.Running && World.Nodes[Source].Alive && World.Guests.ContainsKey(Guest.Id))
        {
            Write("start container on source node");
            World.StartGuest(Guest.Id);
        }
    }

    private void Prepare()
    {
        if (ContainerMigrationChecks.Run(World, this) is { } reason)
        {
            Abort(reason);
            return;
        }

        if (_restart)
        {
            Write($"shutdown CT {Guest.Id}");
        }

        _prepared = true;
    }

    private void ShutDown()
    {
        _waited++;
        if (_waited >= Parameters.ShutdownTimeout && World.Settings.ContainerShutdown.TotalSeconds > Parameters.ShutdownTimeout)
        {
            Abort($"container did not stop in {Parameters.ShutdownTimeout} seconds");
        }
        else if (_waited >= World.Settings.ContainerShutdown.TotalSeconds)
        {
            World.StopGuest(Guest.Id);
        }
    }

    private void Copy(long bytes)
    {
        foreach (var (volume, transfer) in _volumes.Where(volume => !volume.Transfer.Ended))
        {
            bytes = transfer.Take(bytes);
            Write($"{volume.VolumeId}: sent {Transfer.Size(transfer.Done)} of {Transfer.Size(transfer.Total)}");
            if (bytes == 0)
            {
                return;
            }
        }

        if (Failure is { AfterMove: false } failure)
        {
            Abort("storage migration failed - injected fault", failure.ExitStatus);
            return;
        }

        Write("start final cleanup");
        MoveConfiguration();
        _moved = true;
    }

    private void StartOnTarget()
    {
        if (_restart)
        {
            Write("start container on target node");
            if (Failure is null)
            {
                World.StartGuest(Guest.Id);
            }
        }

        Complete();
    }
}
