namespace ProxLB.Web.Api.Models;

/// <summary>The cluster, and what is being done with it.</summary>
internal sealed record StateDocument
{
    /// <summary>The cluster's name.</summary>
    public string? Cluster { get; init; }

    /// <summary>When the figures were read.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>Whether the cluster has quorum.</summary>
    public bool Quorate { get; init; }

    /// <summary>Whether the cluster answered last time.</summary>
    public required bool Reachable { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>What is being done.</summary>
    public required Activity Activity { get; init; }

    /// <summary>Whether this host may migrate guests.</summary>
    public required bool MayAct { get; init; }

    /// <summary>Why it may not.</summary>
    public string? NotActingBecause { get; init; }

    /// <summary>The id of the latest plan of the configured goal.</summary>
    public string? Plan { get; init; }

    /// <summary>When the schedule plans next.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>The run in progress.</summary>
    public RunDocument? Run { get; init; }

    /// <summary>The run that ended last.</summary>
    public RunDocument? LastRun { get; init; }

    /// <summary>Nodes that stay empty until they are undrained.</summary>
    public required IReadOnlyList<string> Drained { get; init; }

    /// <summary>The nodes, by name.</summary>
    public required IReadOnlyList<NodeDocument> Nodes { get; init; }

    /// <summary>Highest minus lowest utilisation of the nodes in use, in percentage points.</summary>
    public required IReadOnlyDictionary<string, double> Spread { get; init; }

    /// <summary>The guests, if they were asked for.</summary>
    public IReadOnlyList<GuestDocument>? Guests { get; init; }
}
