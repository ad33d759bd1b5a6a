namespace ProxLB.Core.Execution;

/// <summary>What came of an execution.</summary>
public sealed record ExecutionReport
{
    /// <summary>The id of the plan it began with.</summary>
    public required string Plan { get; init; }

    /// <summary>What ended it.</summary>
    public required ExecutionEnd End { get; init; }

    /// <summary>What ended it, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>All steps in the order in which they ended; steps replaced by a new plan are not among them.</summary>
    public required IReadOnlyList<ExecutedStep> Steps { get; init; }

    /// <summary>What the administrator should know, such as a unit that is half done.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How many new plans were made on the way.</summary>
    public int Replans { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>Guests that were verified on their target.</summary>
    public int Moved => Count(MigrationStates.Moved);

    /// <summary>Steps that failed, were refused, or took their guest elsewhere.</summary>
    public int Failed => Steps.Count(step => MigrationStates.IsFailure(step.State));

    /// <summary>Steps that were not started because they no longer hold or wait for one that did not happen.</summary>
    public int Dropped => Count(MigrationStates.Dropped);

    /// <summary>Migrations that go on without being followed; the next run takes them up.</summary>
    public int StillRunning => Count(MigrationStates.StillRunning);

    /// <summary>Bytes transferred, as far as known.</summary>
    public long TransferredBytes => Steps.Sum(step => step.TransferredBytes ?? 0);

    /// <summary>The execution in one word, for exit codes.</summary>
    public ExecutionVerdict Verdict => End switch
    {
        ExecutionEnd.Stopped => ExecutionVerdict.StoppedByUser,
        ExecutionEnd.CircuitOpen or ExecutionEnd.Refused or ExecutionEnd.HeldUp => ExecutionVerdict.SomeFailed,
        _ when Failed > 0 => ExecutionVerdict.SomeFailed,
        ExecutionEnd.Unreachable => ExecutionVerdict.Unreachable,
        _ => ExecutionVerdict.Done,
    };

    private int Count(string state) => Steps.Count(step => step.State == state);
}
