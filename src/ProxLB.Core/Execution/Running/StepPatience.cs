namespace ProxLB.Core.Execution.Running;

/// <summary>Which outcomes of an attempt are not the last word, and when the step is tried again.</summary>
internal sealed class StepPatience(RunContext context)
{
    /// <summary>When a step is tried again; null: never.</summary>
    public TimeSpan? RetryIn(RunningStep step, StepResult result)
    {
        var options = context.Options;
        step.UnansweredSince = result.Verdict == StepVerdict.Unanswered ? step.UnansweredSince ?? context.Now : null;
        switch (result.Verdict)
        {
            case StepVerdict.NotNow:
                return options.PollInterval;
            case StepVerdict.Failed when step.Unit.BrokenBy is null && step.Unit.Done.Count > 0 && step.Failures < options.UnitRetries:
                step.Failures++;
                return options.LockedRetryInterval;
            case StepVerdict.Locked or StepVerdict.Unanswered when step.Recovered is null && step.Unit.BrokenBy is null:
                step.LockedSince ??= result.Verdict == StepVerdict.Locked ? context.Now : null;
                if (IsOver(step, result.Verdict))
                {
                    return null;
                }

                var factor = 1 << Math.Min(step.Waits++, 16);
                context.Progress.Tell(ExecutionEventKind.StepWaiting, $"{step.Label} has to wait: {result.Error}", step.Migration, plan: step.Plan);
                return TimeSpan.FromTicks(Math.Min(options.LockedRetryInterval.Ticks * factor, options.LockedRetryMaximum.Ticks));
            default:
                return null;
        }
    }

    /// <summary>Whether a step has waited for as long as it may. A lock and a cluster out of reach are waited for each by its own measure.</summary>
    public bool IsOver(RunningStep step, StepVerdict verdict) => verdict == StepVerdict.Locked
        ? context.Now - step.LockedSince >= context.Options.LockedTimeout
        : context.Now - step.UnansweredSince >= context.Options.UnreachableTimeout;
}
