namespace ProxLB.Host.Handover;

/// <summary>A plan that the daemon carries out, or did.</summary>
internal sealed record DaemonRunState
{
    public required string Plan { get; init; }

    public int Total { get; init; }

    public int Moved { get; init; }

    public int Failed { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public string? End { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<DaemonStep> Steps { get; init; } = [];
}
