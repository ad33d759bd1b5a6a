using System.Collections.Immutable;
using ProxLB.Core.Cluster;

namespace ProxLB.Core.Operation;

/// <summary>Everything that a page, an API and a log need to know of an operator at one moment. Immutable.</summary>
public sealed record OperatorState
{
    /// <summary>Rises with each change.</summary>
    public long Version { get; init; }

    /// <summary>The last facts that were read; null before the first.</summary>
    public ClusterSnapshot? Facts { get; init; }

    /// <summary>When they were read.</summary>
    public DateTimeOffset? FactsAt { get; init; }

    /// <summary>Why the cluster could not be read when that was last tried, in one sentence; null if it could. The facts are then older ones.</summary>
    public string? UnreadableBecause { get; init; }

    /// <summary>The last plan of the configured goal; null before the first. Plans for other wishes are only returned to whoever asked.</summary>
    public KeptPlan? Plan { get; init; }

    /// <summary>The run in progress; null if there is none.</summary>
    public OperatorRun? Run { get; init; }

    /// <summary>The last run that has ended; null before the first.</summary>
    public OperatorRun? LastRun { get; init; }

    /// <summary>Whether nothing new is started, neither migrations nor runs, until it is resumed.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether the operator is shutting down: what runs is finished and no run starts any more.</summary>
    public bool ShuttingDown { get; init; }

    /// <summary>Why the last run gave up, if it did so to protect the cluster; null if nothing stands in the way.</summary>
    public string? CircuitOpenBecause { get; init; }

    /// <summary>When the next run of the schedule is due; null if there is no schedule.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>What went wrong last, in one sentence; null once a plan was made after it.</summary>
    public string? LastError { get; init; }

    /// <summary>When it went wrong.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>When a plan was last made.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>Whether this host may migrate guests, as it was last asked.</summary>
    public ActingDecision Acting { get; init; } = ActingDecision.Yes;

    /// <summary>Why no migration is sent at all; null: they are.</summary>
    public string? NothingIsSentBecause { get; init; }

    /// <summary>Nodes that were drained at somebody's wish and are not used until they are undrained, in order.</summary>
    public ImmutableArray<string> Drained { get; init; } = [];
}
