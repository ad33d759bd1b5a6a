using ProxLB.Core.Execution.Journaling;

namespace ProxLB.Core.Operation;

/// <summary>Decides whether a kept plan may be carried out now.</summary>
internal sealed class PlanGate(StateStore store, RunOffice runs, FactsReader facts, JournalKnowledge knowledge)
{
    /// <summary>Takes a fresh look.</summary>
    /// <returns>What is to be carried out, or why nothing is.</returns>
    public async Task<(ApplyOutcome? Refusal, KeptPlan? Approved)> PassAsync(
        string planId, KeptPlan? kept, IReadOnlyCollection<int> leaveOut, OperatorSetup setup, CancellationToken cancellationToken)
    {
        var hindrance = Hindrance(planId, kept, setup);
        if (hindrance is not null || kept is null)
        {
            return (hindrance, null);
        }

        if (await AskWhetherToActAsync(setup, cancellationToken).ConfigureAwait(false) is { Allowed: false } decision)
        {
            return (new(ApplyResult.Refused, decision.Reason ?? "This host may not migrate guests now."), null);
        }

        var now = await facts.ReadAsync(setup, kept.Undrains, cancellationToken).ConfigureAwait(false);
        if (FactsDifference.Between(kept.Facts, now) is { Count: > 0 } differences)
        {
            var reason = $"The facts have changed since plan {planId} was made: {differences[0]} Make a new plan.";
            return (new(ApplyResult.FactsChanged, reason) { Differences = differences }, null);
        }

        // The looks took their time.
        return Refusal(setup) is { } refusal ? (refusal, null) : (null, Without(kept, leaveOut));
    }

    /// <summary>Why a plan cannot be started, as far as this process knows; null: nothing is in its way.</summary>
    /// <param name="planId">Its id.</param>
    /// <param name="kept">The plan; null, which is always a reason: it is not kept.</param>
    /// <param name="setup">What the operator works with.</param>
    public ApplyOutcome? Hindrance(string planId, KeptPlan? kept, OperatorSetup setup) =>
        InTheWay(planId) ?? DoneBefore(planId, kept) ?? Refusal(setup) ?? (kept is null ? Unknown(planId) : null);

    /// <summary>Whether carrying it out does anything: what an earlier process left in flight is taken up too.</summary>
    public bool HasWork(KeptPlan plan) => plan.Plan.Migrations.Count > 0 || knowledge.Open().Count > 0;

    /// <summary>Asks whether this host may act, and keeps the answer.</summary>
    public async Task<ActingDecision> AskWhetherToActAsync(OperatorSetup setup, CancellationToken cancellationToken)
    {
        var decision = setup.MayAct is { } mayAct ? await mayAct(cancellationToken).ConfigureAwait(false) : ActingDecision.Yes;
        if (decision != store.State.Acting)
        {
            store.Change(OperatorEventKind.Changed, decision.Reason ?? "This host may migrate guests.", state => state with { Acting = decision });
        }

        return decision;
    }

    private static KeptPlan Without(KeptPlan kept, IReadOnlyCollection<int> leaveOut) => leaveOut.Count == 0 ? kept : kept with
    {
        Plan = PlanSubset.Without(kept.Plan, leaveOut),
        Request = kept.Request with { Keep = [.. kept.Request.Keep.Union(leaveOut).Order()] },
    };

    private static ApplyOutcome Unknown(string planId) =>
        new(ApplyResult.UnknownPlan, $"The plan {planId} is not known: plans are kept for {PlanShelf.Patience.TotalMinutes:0} minutes. Make a new one.");

    private ApplyOutcome? InTheWay(string planId) => store.State.Run switch
    {
        null => null,
        var run when run.Plan == planId => new(ApplyResult.AlreadyRunning, $"Plan {planId} is being carried out already.", run),
        var run => new(ApplyResult.Busy, $"Plan {run.Plan} is being carried out; {run.AskedBy} asked for it. Wait for its end or stop it.", run),
    };

    /// <summary>A plan that was made again since then, because nothing has changed, may be carried out again.</summary>
    private ApplyOutcome? DoneBefore(string planId, KeptPlan? kept) =>
        runs.History.FirstOrDefault(run => run.Plan == planId && !(kept?.MadeAt > run.EndedAt)) is { } done
            ? new(ApplyResult.AlreadyDone, $"Plan {planId} was carried out before; make a new plan to go on.", done)
            : null;

    private ApplyOutcome? Refusal(OperatorSetup setup)
    {
        var state = store.State;
        var reason = state.ShuttingDown ? "The service is shutting down."
            : state.Paused ? "Migrations are paused. Resume them first."
            : setup.NothingIsSentBecause;
        return reason is null ? null : new(ApplyResult.Refused, reason);
    }
}
