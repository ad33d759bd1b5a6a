namespace ProxLB.Core.Execution.Running;

/// <summary>Asks the balancer whether steps still hold, once a check has shown that others have changed the cluster since the plan was made.</summary>
internal sealed class FreshLook(RunContext context, PlanFacts plan, BusyGuests busy)
{
    /// <returns>Why the step must not be taken; null if it may.</returns>
    /// <exception cref="ClusterUnreachableException">The facts could not be read.</exception>
    public async Task<string?> ObjectionAsync(RunningStep step, MigrationCheck check, CancellationToken cancellationToken)
    {
        if (context.Request.Balancer is not { } balancer || check.Guests is null || context.Options.DryRun || !plan.HaveChanged(check.Guests, step, busy.Guests.ContainsKey))
        {
            return null;
        }

        var snapshot = await context.Provider.CaptureAsync(cancellationToken).ConfigureAwait(true);
        context.Facts.Set(snapshot, context.Now);

        // Not on another scheduler: no step of ours may start between the question and the request.
        var rest = step.Unit.Steps.Where(other => other.Phase != StepPhase.Ended && other != step).OrderBy(other => other.Order).Prepend(step).ToArray();
        var begun = rest.Where(other => other != step && other.Phase == StepPhase.Active).ToDictionary(other => other.Migration.Guest, other => other.Migration.To);
        return balancer.Objection(busy.Mark(snapshot, step, begun), [.. rest.Select(other => other.Migration)], context.Request.PlanRequest);
    }
}
