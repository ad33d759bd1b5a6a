namespace ProxLB.SimulatedCluster.Ha;

/// <summary>What the HA manager does with a resource.</summary>
public sealed class ServiceStatus
{
    internal ServiceStatus(string sid, string node)
    {
        Sid = sid;
        Node = node;
    }

    /// <summary>The resource's id.</summary>
    public string Sid { get; }

    /// <summary>Its state, such as <c>started</c> or <c>migrate</c>.</summary>
    public string State { get; internal set; } = "request_start";

    /// <summary>The node it belongs to.</summary>
    public string Node { get; internal set; }

    /// <summary>The node it moves to; null unless it moves.</summary>
    public string? Target { get; internal set; }

    /// <summary>A motion that waits; null if none.</summary>
    public HaMotion? Queued { get; internal set; }

    /// <summary>Whether the node has reported it as running.</summary>
    public bool Running { get; internal set; }

    /// <summary>Where it goes back to after a maintenance; null if nowhere.</summary>
    public string? MaintenanceNode { get; internal set; }

    /// <summary>Nodes where it could not be started.</summary>
    public List<string> FailedNodes { get; } = [];

    internal int GuestId => int.Parse(Sid.AsSpan(3));

    internal int Generation { get; set; }

    /// <summary>Changes with the state: a result that carries another one is out of date.</summary>
    internal string Uid => $"{Sid.Replace(":", "", StringComparison.Ordinal)}{Generation:D8}";

    internal bool Moving => State is "migrate" or "relocate";
}
