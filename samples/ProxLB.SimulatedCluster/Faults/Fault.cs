namespace ProxLB.SimulatedCluster.Faults;

/// <summary>Something that goes wrong with calls.</summary>
public sealed record Fault
{
    /// <summary>Part of the path that it concerns, such as <c>/cluster/resources</c> or <c>/nodes/pve2/</c>; null: every path.</summary>
    public string? Path { get; init; }

    /// <summary>The method that it concerns; null: every method.</summary>
    public string? Method { get; init; }

    /// <summary>How many calls it concerns; null: all until it is removed.</summary>
    public int? Times { get; init; }

    /// <summary>How long the answer is held back.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The status to answer with instead, such as 500, 595 or 596; null: none.</summary>
    public int? Status { get; init; }

    /// <summary>The reason phrase that goes with <see cref="Status"/>.</summary>
    public string Reason { get; init; } = "internal error";

    /// <summary>A body to answer with instead of JSON, such as an HTML page; null: none.</summary>
    public string? Garbage { get; init; }

    /// <summary>Whether the connection is closed without an answer.</summary>
    public bool Drop { get; init; }

    /// <summary>Whether the call takes effect before the connection is closed: only the answer is lost.</summary>
    public bool LoseReply { get; init; }
}
