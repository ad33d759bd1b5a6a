using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Operation;

/// <summary>What a <see cref="ClusterOperator"/> works with; a changed configuration is a new setup.</summary>
public sealed record OperatorSetup
{
    /// <summary>The cluster.</summary>
    public required IClusterProvider Provider { get; init; }

    /// <summary>Makes plans.</summary>
    public required IBalancer Balancer { get; init; }

    /// <summary>Answers questions; with the same options as <see cref="Balancer"/>.</summary>
    public required ClusterAnalyzer Analyzer { get; init; }

    /// <summary>How plans are carried out.</summary>
    public ExecutionOptions Execution { get; init; } = new();

    /// <summary>Why no migration may be sent at all, such as a switch in the configuration; null: they may.</summary>
    public string? NothingIsSentBecause { get; init; }

    /// <summary>Adds to the facts what only this application knows, such as maintenance by schedule, at the moment given; null: nothing.</summary>
    public Func<ClusterSnapshot, DateTimeOffset, ClusterSnapshot>? Amend { get; init; }

    /// <summary>Whether this host may migrate guests now, asked before each run; null: always.</summary>
    public Func<CancellationToken, Task<ActingDecision>>? MayAct { get; init; }

    /// <summary>Where runs are carried out; null: on the thread pool. A test gives one that its clock can see to be idle.</summary>
    internal TaskScheduler? Scheduler { get; init; }
}
