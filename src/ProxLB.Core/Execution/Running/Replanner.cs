using ProxLB.Core.Cluster;
using ProxLB.Core.Execution.Damping;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>Makes a new plan for what was not started, once the facts turn out to be others than the plan was made for.</summary>
internal sealed class Replanner(RunContext context, PlanFacts facts, BusyGuests busy)
{
    /// <summary>A guest whose facts change again and again is left to the next run.</summary>
    private const int MostChangesOfOneGuest = 3;

    private readonly HashSet<int> _keep = [.. context.Request.PlanRequest?.Keep ?? []];
    private readonly Dictionary<int, int> _changes = [];
    private bool _atTheEnd;

    /// <summary>How many plans were made.</summary>
    public int Count { get; private set; }

    /// <summary>Whether steps that were not started wait for a new plan.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>Why there is no new plan although one was wanted, and what ends the run for that; null: nothing does.</summary>
    public (ExecutionEnd? End, string Reason) WhyNone { get; private set; }

    private bool CanPlan => context.Request.Balancer is not null && Count < context.Options.MaxReplans;

    /// <summary>Whether it is time: nothing half done is left to start, or nothing is left at all.</summary>
    public bool IsDue(int unstarted, int open) => CanPlan && ((IsWanted && unstarted == 0) || (_atTheEnd && open == 0));

    /// <summary>The facts have changed: what was not started is planned anew.</summary>
    public void Want(RunningStep step)
    {
        var changes = _changes.GetValueOrDefault(step.Migration.Guest) + 1;
        _changes[step.Migration.Guest] = changes;
        if (changes >= MostChangesOfOneGuest)
        {
            LeaveOut(step.Migration);
        }

        IsWanted = CanPlan;
    }

    /// <summary>The plan itself does not hold on the facts of today.</summary>
    public void Want() => IsWanted = CanPlan;

    /// <summary>This guest stays for the rest of the run; once the others are done, a new plan looks for another way.</summary>
    public void LeaveOut(PlannedMigration migration)
    {
        _keep.Add(migration.Guest);
        _keep.UnionWith(migration.Carries);
        _atTheEnd = true;
    }

    /// <summary>Reads the facts and plans.</summary>
    /// <returns>The plan; null if none can be had, and <see cref="WhyNone"/> says why.</returns>
    public async Task<MigrationPlan?> PlanAsync(int moved, CancellationToken cancellationToken)
    {
        (IsWanted, _atTheEnd) = (false, false);
        Count++;
        // What is in flight counts too: it will have moved.
        var most = context.Request.PlanRequest?.MaxMigrations - moved - busy.Guests.Values.Distinct().Count();
        if (most <= 0)
        {
            WhyNone = (null, $"The facts have changed, and as many guests as the plan may move ({context.Request.PlanRequest!.MaxMigrations}) have moved or are on their way.");
            return null;
        }

        if (await ReadAsync(cancellationToken).ConfigureAwait(true) is not { } snapshot)
        {
            return null;
        }

        try
        {
            var request = (context.Request.PlanRequest ?? new PlanRequest()) with { Keep = [.. _keep.Union(busy.Guests.Keys).Order()], MaxMigrations = most };
            var plan = await Task.Factory.StartNew(
                () => context.Request.Balancer!.Plan(snapshot, request, cancellationToken),
                cancellationToken,
                TaskCreationOptions.DenyChildAttach,
                context.Workers).ConfigureAwait(true);
            context.RuleDigest = HaRuleDigest.Of(snapshot.Ha);
            facts.Set(snapshot);
            context.Progress.Tell(ExecutionEventKind.Replanned, $"A new plan {plan.Id} has {plan.Migrations.Count} migrations.", plan: plan.Id);
            return plan;
        }
#pragma warning disable CA1031 // A balancer that fails must not end the run: migrations are in flight.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Fail(ExecutionEnd.Refused, $"No new plan can be made: {exception.Message}");
            return null;
        }
    }

    private void Fail(ExecutionEnd end, string reason)
    {
        context.Warn(reason);
        WhyNone = (end, reason);
    }

    private async Task<ClusterSnapshot?> ReadAsync(CancellationToken cancellationToken)
    {
        var since = context.Now;
        while (true)
        {
            try
            {
                var snapshot = await context.Provider.CaptureAsync(cancellationToken).ConfigureAwait(true);
                context.Facts.Set(snapshot, context.Now);
                return busy.Mark(GuestDamping.Apply(snapshot, context.Knowledge, context.Options.Damping, context.Now));
            }
            catch (Exception exception) when (MigrationFollower.IsNoAnswer(exception, cancellationToken))
            {
                if (context.Control.Stopped)
                {
                    WhyNone = (null, "The facts have changed, and the run was stopped before they could be read again.");
                    return null;
                }

                if (context.IsUnreachable(since))
                {
                    Fail(ExecutionEnd.Unreachable, $"No new plan was made, for the facts could not be read: {exception.Message}");
                    return null;
                }
            }

            await context.DelayAsync(context.Options.PollInterval, cancellationToken).ConfigureAwait(true);
        }
    }
}
