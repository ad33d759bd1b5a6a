namespace ProxLB.SimulatedCluster.Ha;

/// <summary>A guest in the configuration of the HA manager. What is null is not configured and has its default.</summary>
public sealed class HaResource
{
    internal HaResource(string sid) => Sid = sid;

    /// <summary>Its id, such as <c>vm:100</c>.</summary>
    public string Sid { get; }

    /// <summary>The state asked for: <c>started</c> (default), <c>stopped</c>, <c>disabled</c> or <c>ignored</c>.</summary>
    public string? State { get; set; }

    /// <summary>Its group, up to release 8; null if none.</summary>
    public string? Group { get; set; }

    /// <summary>Whether it goes back to a node of higher priority; default true.</summary>
    public bool? Failback { get; set; }

    /// <summary>Starts tried on one node; default 1.</summary>
    public int? MaxRestart { get; set; }

    /// <summary>Nodes tried; default 1.</summary>
    public int? MaxRelocate { get; set; }

    /// <summary>Whether native rebalancing may move it; default true.</summary>
    public bool? AutoRebalance { get; set; }

    internal int GuestId => int.Parse(Sid.AsSpan(3));

    internal string Wanted => State is null or "enabled" ? "started" : State;
}
