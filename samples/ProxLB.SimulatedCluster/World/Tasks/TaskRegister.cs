using System.Globalization;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.World.Tasks;

/// <summary>All tasks of all nodes, oldest first.</summary>
public sealed class TaskRegister
{
    private readonly ClusterWorld _world;
    private readonly List<SimulatedTask> _tasks = [];
    private int _processId;

    internal TaskRegister(ClusterWorld world)
    {
        _world = world;
        _processId = 4000 + (new Random(world.Settings.Seed).Next(0, 9000) * 10);
    }

    /// <summary>All tasks, oldest first.</summary>
    public IReadOnlyList<SimulatedTask> All => _tasks;

    /// <summary>The task with an id, on a node; null if there is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="upid">The id.</param>
    public SimulatedTask? Find(string node, string upid) =>
        _tasks.Find(task => task.Upid == upid && task.Node == node);

    internal int NextProcessId() => ++_processId;

    internal SimulatedTask Start(string node, string type, string id, Identity user)
    {
        var ticks = (long)(_world.Now - _world.Nodes[node].Since).TotalSeconds * 100;
        var task = new SimulatedTask(node, NextProcessId(), ticks, _world.Now, type, id, user);
        _tasks.Add(task);
        _world.Report(WorldEventKind.TaskStarted, Guest(task), node, null, task.Upid);
        return task;
    }

    internal void End(SimulatedTask task, string exitStatus)
    {
        if (task.EndedAt is null)
        {
            task.End(_world.Now, exitStatus);
            _world.Report(WorldEventKind.TaskEnded, Guest(task), task.Node, null, $"{task.Upid} {exitStatus}");
        }
    }

    private static int? Guest(SimulatedTask task) =>
        int.TryParse(task.Id, CultureInfo.InvariantCulture, out var id) ? id : null;
}
