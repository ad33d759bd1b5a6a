using ProxLB.SimulatedCluster.World.Events;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>A migration under way: a worker that is given a second at a time.</summary>
internal abstract class MigrationJob
{
    protected MigrationJob(ClusterWorld world, SimulatedGuest guest, MigrationParameters parameters, SimulatedTask task)
    {
        World = world;
        Guest = guest;
        Parameters = parameters;
        Task = task;
        Source = guest.Node;
    }

    public SimulatedGuest Guest { get; }

    public MigrationParameters Parameters { get; }

    public SimulatedTask Task { get; }

    public string Source { get; }

    public string Target => Parameters.Target;

    public bool Ended => Task.EndedAt is not null;

    /// <summary>Whether it takes a share of the network in this second.</summary>
    public abstract bool Transferring { get; }

    public InjectedFailure? Failure { get; set; }

    protected ClusterWorld World { get; }

    public void Begin()
    {
        var what = Guest.ApiType == "qemu" ? "VM" : "CT";
        Write($"starting migration of {what} {Guest.Id} to node '{Target}' ({World.Nodes[Target].Address})");
        World.LockGuest(Guest.Id, "migrate");
    }

    /// <summary>Works for a second.</summary>
    /// <param name="bytes">What it may transfer.</param>
    public abstract void Step(long bytes);

    /// <summary>Ends with a reason; the guest stays where it is.</summary>
    public void Abort(string reason, string exitStatus = "migration aborted")
    {
        if (Ended)
        {
            return;
        }

        Write($"ERROR: {exitStatus} (duration {Duration}): {reason}");
        OnAbort();
        Finish(exitStatus);
    }

    protected virtual void OnAbort()
    {
    }

    protected string Duration => (World.Now - Task.StartedAt).ToString(@"hh\:mm\:ss");

    protected void Write(string text) => Task.Write($"{World.Now:yyyy-MM-dd HH:mm:ss} {text}");

    protected void MoveConfiguration()
    {
        Guest.Node = Target;
        var map = new StorageMap(Parameters.TargetStorage);
        for (var index = 0; index < Guest.Volumes.Count; index++)
        {
            var volume = Guest.Volumes[index];
            if (volume.Storage.Length > 0 && !World.IsShared(volume))
            {
                Guest.Volumes[index] = volume with { Storage = map[volume.Storage] };
            }
        }

        var jobs = World.ReplicationJobs;
        for (var index = 0; index < jobs.Count; index++)
        {
            if (jobs[index].Guest == Guest.Id && jobs[index].Target == Target)
            {
                jobs[index] = jobs[index] with { Target = Source };
            }
        }

        World.Report(WorldEventKind.GuestMoved, Guest.Id, Source, Target);
    }

    protected void Complete()
    {
        if (Failure is { AfterMove: true } failure)
        {
            Write($"ERROR: {failure.ExitStatus}");
            Finish(failure.ExitStatus);
            return;
        }

        Write($"migration finished successfully (duration {Duration})");
        Finish("OK");
    }

    private void Finish(string exitStatus)
    {
        if (World.Guests.ContainsKey(Guest.Id))
        {
            World.LockGuest(Guest.Id, null);
        }

        World.Tasks.End(Task, exitStatus);
    }
}
