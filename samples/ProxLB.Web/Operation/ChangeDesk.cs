using ProxLB.Core.Operation;
using ProxLB.Web.Access;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Operation;

/// <summary>Changes what the cluster does in a visitor's name: his rights are asked of the cluster anew each time.</summary>
internal sealed class ChangeDesk(ClusterOperator cluster, AccessGate gate)
{
    /// <summary>Carries a plan out. Asked twice for one plan, it does it once.</summary>
    /// <exception cref="ProblemException">He may not, or it cannot be done.</exception>
    public async Task<ApplyOutcome> ApplyAsync(Visitor visitor, string planId, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken, anew: true);
        return await CarryOutAsync(visitor, planId, Find(planId), cancellationToken);
    }

    /// <summary>Carries a plan out that empties nodes.</summary>
    /// <exception cref="ProblemException">He may not, the plan empties other nodes, or it cannot be done.</exception>
    public async Task<ApplyOutcome> DrainAsync(Visitor visitor, IReadOnlyList<string> nodes, string planId, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken, anew: true);
        var plan = Find(planId);
        return plan is null || plan.Request.Drain.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(nodes)
            ? await CarryOutAsync(visitor, planId, plan, cancellationToken)
            : throw Problem.BadRequest($"The plan {planId} does not drain {string.Join(", ", nodes)}.", "Ask for a plan with GET /api/v1/plan?drain=NODE first.");
    }

    /// <summary>Carries a plan out that brings guests back to a node.</summary>
    /// <exception cref="ProblemException">He may not, the plan is about another node, or it cannot be done.</exception>
    public async Task<ApplyOutcome> UndrainAsync(Visitor visitor, string node, string planId, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken, anew: true);
        var plan = Find(planId);
        return plan is null || plan.Undrains.Contains(node, StringComparer.OrdinalIgnoreCase)
            ? await CarryOutAsync(visitor, planId, plan, cancellationToken)
            : throw Problem.BadRequest($"The plan {planId} does not undrain {node}.", "Ask for a plan with GET /api/v1/plan?undrain=NODE first.");
    }

    /// <summary>Starts nothing new until resumed.</summary>
    public Task PauseAsync(Visitor visitor, CancellationToken cancellationToken) => SteerAsync(visitor, cluster.Pause, cancellationToken);

    /// <summary>Goes on.</summary>
    public Task ResumeAsync(Visitor visitor, CancellationToken cancellationToken) => SteerAsync(visitor, cluster.Resume, cancellationToken, paused: true);

    /// <summary>Ends the run in progress.</summary>
    public Task StopAsync(Visitor visitor, bool abort, CancellationToken cancellationToken) => SteerAsync(visitor, abort ? cluster.Cancel : cluster.Stop, cancellationToken);

    private KeptPlan? Find(string planId) => cluster.FindPlan(planId);

    private async Task<ApplyOutcome> CarryOutAsync(Visitor visitor, string planId, KeptPlan? plan, CancellationToken cancellationToken)
    {
        // What was not checked is not started, even if somebody makes that plan again at this moment.
        var outcome = plan is null ? cluster.OutcomeOf(planId) : await StartAsync(visitor, plan, cancellationToken);
        return outcome.Result switch
        {
            ApplyResult.UnknownPlan => throw new ProblemException(new(404, ProblemCodes.UnknownPlan, outcome.Reason, "Make a new plan.")),
            ApplyResult.FactsChanged => throw new ProblemException(new(409, ProblemCodes.FactsChanged, "The cluster has changed since this plan was made.", "Make a new plan.")
            {
                Difference = outcome.Differences,
                Plan = planId,
            }),
            ApplyResult.Busy => throw new ProblemException(new(409, ProblemCodes.Busy, outcome.Reason, "Wait for its end or stop it.") { Plan = outcome.Run?.Plan }),
            ApplyResult.Refused when cluster.State.Acting is { Allowed: false, Master: { } master } =>
                throw new ProblemException(new(409, ProblemCodes.NotMaster, outcome.Reason, $"Open the page on {master}.") { Master = master }),
            ApplyResult.Refused => throw new ProblemException(new(409, ProblemCodes.Refused, outcome.Reason, "Change that first.")),
            _ => outcome,
        };
    }

    private async Task<ApplyOutcome> StartAsync(Visitor visitor, KeptPlan plan, CancellationToken cancellationToken)
    {
        var guests = plan.Plan.Migrations.SelectMany(migration => migration.Carries.Append(migration.Guest)).ToHashSet();
        // Whether a node is used decides on all guests, also where none has to leave it now.
        var changesNodes = plan.Request.Drain.Count > 0 || plan.Undrains.Count > 0;
        await gate.RequireMigrateAsync(visitor, guests, cancellationToken, all: changesNodes);
        // A plan that is made anew on the way may only move whom this visitor has seen in the plan and may move.
        var others = plan.Facts.Guests.Select(guest => guest.Id).Where(guest => !guests.Contains(guest)).ToList();
        return await ClusterDesk.AnswerAsync(() => cluster.ApplyAsync(plan, others, visitor.Name, cancellationToken));
    }

    private async Task SteerAsync(Visitor visitor, Action<string> steer, CancellationToken cancellationToken, bool paused = false)
    {
        var run = cluster.State.Run;
        await gate.RequireMigrateAsync(visitor, run?.Steps.Select(step => step.Migration.Guest) ?? [], cancellationToken);
        if (run is null && !(paused && cluster.State.Paused))
        {
            throw new ProblemException(new(409, ProblemCodes.NotRunning, "No plan is being carried out.", "There is nothing to pause, resume or stop."));
        }

        steer(visitor.Name);
    }
}
