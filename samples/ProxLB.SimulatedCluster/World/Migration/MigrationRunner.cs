using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Events;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>Takes requests for migrations and drives those under way; they share the nodes' network.</summary>
public sealed class MigrationRunner
{
    private readonly ClusterWorld _world;
    private readonly List<MigrationJob> _jobs = [];
    private readonly Dictionary<int, InjectedFailure> _failures = [];

    internal MigrationRunner(ClusterWorld world) => _world = world;

    /// <summary>Whether one is under way.</summary>
    public bool Any => _jobs.Count > 0;

    /// <summary>The guests under way, with source and target.</summary>
    public IEnumerable<(int Guest, string Source, string Target)> UnderWay => _jobs.Select(job => (job.Guest.Id, job.Source, job.Target));

    /// <summary>Lets the next migration of a guest fail.</summary>
    /// <param name="guest">The VMID.</param>
    /// <param name="failure">How.</param>
    public void FailNext(int guest, InjectedFailure failure) => _failures[guest] = failure;

    /// <summary>Asks for a migration, with the checks and answers of the API.</summary>
    /// <param name="node">The node that the request names as the source.</param>
    /// <param name="kind">What kind of guest it names.</param>
    /// <param name="id">The VMID.</param>
    /// <param name="parameters">What is asked for.</param>
    /// <param name="user">Who asks.</param>
    /// <exception cref="RequestRefusedException">It is refused.</exception>
    public SimulatedTask Request(string node, GuestKind kind, int id, MigrationParameters parameters, Identity user)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        try
        {
            var guest = MigrationRequestChecks.Run(_world, node, kind, id, parameters, user);
            var task = _world.Ha.IsManaged(guest.Sid) ? HaMigration.Request(_world, guest, parameters.Target, user) : Start(guest, parameters, user);
            _world.Report(WorldEventKind.MigrationRequested, id, node, parameters.Target, task.Upid);
            return task;
        }
        catch (RequestRefusedException refusal)
        {
            var text = refusal.Errors?.Values.FirstOrDefault() ?? refusal.Message;
            _world.Report(WorldEventKind.MigrationRefused, id, node, parameters.Target, text);
            throw;
        }
    }

    /// <summary>Stops the migration that a task does; false if it does none.</summary>
    internal bool Stop(SimulatedTask task)
    {
        var job = _jobs.Find(candidate => candidate.Task == task);
        job?.Abort("interrupted by signal");
        RemoveEnded();
        return job is not null;
    }

    internal SimulatedTask Start(SimulatedGuest guest, MigrationParameters parameters, Identity user)
    {
        var vm = guest.Kind == GuestKind.Vm;
        var task = _world.Tasks.Start(guest.Node, vm ? "qmigrate" : "vzmigrate", guest.Id.ToString(), user);
        MigrationJob job = vm
            ? new VmMigrationJob(_world, guest, parameters, task)
            : new ContainerMigrationJob(_world, guest, parameters, task);
        if (_failures.Remove(guest.Id, out var failure))
        {
            job.Failure = failure;
        }

        _jobs.Add(job);
        job.Begin();
        return task;
    }

    internal void Fail(int guest, string reason)
    {
        _jobs.Find(job => job.Guest.Id == guest)?.Abort(reason);
        RemoveEnded();
    }

    internal void NodeDied(string node)
    {
        foreach (var job in _jobs.Where(job => job.Target == node && job.Source != node).ToList())
        {
            job.Abort("connection to the target node lost");
        }

        // A worker that dies with its node unlocks nothing.
        _jobs.RemoveAll(job => job.Source == node);
        RemoveEnded();
    }

    internal void Step()
    {
        foreach (var (job, bytes) in _jobs.Select(job => (job, Bandwidth(job))).ToList())
        {
            if (!job.Ended)
            {
                job.Step(bytes);
            }
        }

        RemoveEnded();
    }

    private long Bandwidth(MigrationJob job)
    {
        var busiest = Math.Max(Sharing(job.Source), Sharing(job.Target));
        var share = _world.Settings.LinkBytesPerSecond / Math.Max(1, busiest);
        var limit = BandwidthLimit.Of(_world, job.Guest, job.Parameters);
        return Math.Max(1, Math.Min(share, limit ?? share));
    }

    private int Sharing(string node) => _jobs.Count(job => job.Transferring && (job.Source == node || job.Target == node));

    private void RemoveEnded() => _jobs.RemoveAll(job => job.Ended);
}
