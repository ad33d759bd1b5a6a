using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Verdicts in the words of a plan's outcomes.</summary>
internal static class Outcomes
{
    public static MigrationOutcome Of(StepResult result) => new() { State = State(result.Verdict), Node = result.Node, Error = result.Error };

    private static string State(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Moved => MigrationStates.Moved,
        StepVerdict.AlreadyThere => MigrationStates.AlreadyThere,
        StepVerdict.Refused => MigrationStates.Refused,
        StepVerdict.Failed => MigrationStates.Failed,
        StepVerdict.MovedElsewhere => MigrationStates.MovedElsewhere,
        StepVerdict.MovedBack => MigrationStates.MovedBack,
        StepVerdict.Cancelled => MigrationStates.Cancelled,
        StepVerdict.StillRunning or StepVerdict.Unreachable => MigrationStates.StillRunning,
        StepVerdict.Unanswered or StepVerdict.Locked => MigrationStates.NotStarted,
        _ => MigrationStates.Dropped,
    };
}
