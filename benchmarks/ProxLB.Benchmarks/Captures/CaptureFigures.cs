namespace ProxLB.Benchmarks.Captures;

/// <summary>What one capture took.</summary>
internal sealed record CaptureFigures
{
    private const double Mebi = 1 << 20;

    public required long Calls { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Processor time of the client.</summary>
    public required TimeSpan Client { get; init; }

    /// <summary>Processor time of the simulated cluster.</summary>
    public required TimeSpan Cluster { get; init; }

    /// <summary>Bytes of all answers.</summary>
    public required long Received { get; init; }

    public required long Allocated { get; init; }

    /// <summary>Bytes that remain after a full collection, with the snapshot and the provider's memory held, above what there was before the first capture.</summary>
    public required long Live { get; init; }

    /// <summary>A row of the table.</summary>
    /// <param name="name">Which capture it was.</param>
    /// <param name="limit">How long it may take.</param>
    public string ToRow(string name, TimeSpan limit) => FormattableString.Invariant(
        $"| {name} | {Elapsed.TotalSeconds:0.00} s | {limit.TotalSeconds:0.00} s | {Calls} | {Client.TotalSeconds:0.00} s | {Cluster.TotalSeconds:0.00} s | {Received / Mebi:0.0} | {Allocated / Mebi:0.0} | {Live / Mebi:0.0} |");
}
