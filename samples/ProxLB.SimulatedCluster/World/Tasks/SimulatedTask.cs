using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.SimulatedCluster.World.Tasks;

/// <summary>A task of a node, with its log.</summary>
public sealed class SimulatedTask
{
    private readonly List<string> _log = [];

    internal SimulatedTask(string node, int processId, long processStart, DateTimeOffset startedAt, string type, string id, Identity user)
    {
        Node = node;
        ProcessId = processId;
        ProcessStart = processStart;
        StartedAt = startedAt;
        Type = type;
        Id = id;
        User = user;
        Upid = $"UPID:{node}:{processId:X8}:{processStart:X8}:{startedAt.ToUnixTimeSeconds():X8}:{type}:{id}:{user}:";
    }

    /// <summary>Its unique id.</summary>
    public string Upid { get; }

    /// <summary>The node it runs on.</summary>
    public string Node { get; }

    /// <summary>The worker's process id.</summary>
    public int ProcessId { get; }

    /// <summary>When the worker's process started, in clock ticks since the node's start.</summary>
    public long ProcessStart { get; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Its type, such as <c>qmigrate</c>.</summary>
    public string Type { get; }

    /// <summary>What it is about, usually a VMID.</summary>
    public string Id { get; }

    /// <summary>Who started it.</summary>
    public Identity User { get; }

    /// <summary>How it ended, such as <c>OK</c>; null while it runs.</summary>
    public string? ExitStatus { get; private set; }

    /// <summary>Its log.</summary>
    public IReadOnlyList<string> Log => _log;

    internal void Write(string line) => _log.Add(line);

    internal void End(DateTimeOffset at, string exitStatus)
    {
        EndedAt = at;
        ExitStatus = exitStatus;
        _log.Add(exitStatus == "OK" ? "TASK OK" : $"TASK ERROR: {exitStatus}");
    }
}
